package io.splitboard.solver.load;

import io.splitboard.core.DisjointSets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Neighbours put together, so that a search moves whole groups of items: again and again an item's
 * cluster takes in the one to which it has the dearest nets, more or less by chance.
 */
final class Clusters {

  /** No cluster has more than this share of an accelerator's work. */
  private static final double MOST_WORK = 0.33;

  private final Items items;
  private final SplittableRandom random;

  /** Only items of the same part may be together. */
  private final int[] part;

  private final DisjointSets sets;

  private final long[] work;
  private final double mostWork;

  private Clusters(Items items, int[] part, SplittableRandom random) {
    this.items = items;
    this.random = random;
    this.part = part;
    this.sets = new DisjointSets(items.count);
    this.work = items.acceleratorTicks.clone();
    double all = Arrays.stream(work).asDoubleStream().sum();
    this.mostWork = MOST_WORK * all / Math.max(1, items.accelerators);
  }

  /**
   * Puts items together until few clusters are left or none may grow any more.
   *
   * @param part of each item; only items of the same part may be together
   * @param target how many clusters are wanted
   * @return number of each item's cluster, without gaps
   */
  static int[] of(Items items, int[] part, int target, SplittableRandom random) {
    Clusters clusters = new Clusters(items, part, random);
    clusters.merge(target);
    return clusters.sets.numbered();
  }

  private void merge(int target) {
    int left = items.count;
    boolean any = true;
    while (any) {
      any = false;
      int[] shuffled = shuffled();
      for (int i = 0; i < shuffled.length && left > target; i++) {
        if (grow(shuffled[i])) {
          left--;
          any = true;
        }
      }
    }
  }

  private int[] shuffled() {
    int[] shuffled = new int[items.count];
    for (int i = 0; i < shuffled.length; i++) {
      int other = random.nextInt(i + 1);
      shuffled[i] = shuffled[other];
      shuffled[other] = i;
    }
    return shuffled;
  }

  private boolean grow(int item) {
    int here = sets.find(item);
    Map<Integer, Double> costs = new LinkedHashMap<>();
    for (int net : items.nets[item]) {
      double cost = items.netTicks[net] / (items.pins[net].length - 1.0);
      for (int pin : items.pins[net]) {
        int there = sets.find(pin);
        if (there != here && mayJoin(item, pin) && work[here] + work[there] <= mostWork) {
          costs.merge(there, cost, Double::sum);
        }
      }
    }
    int best = -1;
    double most = 0;
    for (Map.Entry<Integer, Double> cost : costs.entrySet()) {
      double rating = cost.getValue() * (0.5 + random.nextDouble());
      if (rating > most) {
        most = rating;
        best = cost.getKey();
      }
    }
    if (best < 0) {
      return false;
    }
    sets.join(best, here);
    work[here] += work[best];
    return true;
  }

  private boolean mayJoin(int a, int b) {
    return part[a] == part[b] && items.allowed[a] == items.allowed[b];
  }
}
