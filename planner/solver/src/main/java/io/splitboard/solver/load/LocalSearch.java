package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Looks for better splits by {@link Annealing}, in turn of single items and of {@link Clusters} of
 * neighbours, which cross the ridges between valleys. Where that gets nowhere any more, the split
 * is crossed with the best known: what both keep together moves as one. Then it begins anew.
 */
final class LocalSearch {

  /** First temperature, as a share of the target; every few rounds and otherwise. */
  private static final double HOT = 2e-2;

  private static final double WARM = 1e-3;
  private static final int WARM_ROUNDS = 2;

  /** The same for clusters. */
  private static final double HOT_CLUSTERS = 5e-2;

  private static final double WARM_CLUSTERS = 5e-3;

  private static final int FEWEST_CLUSTERS = 24;
  private static final int FIRST_ROUNDS = 3;
  private static final int CROSSING_ROUNDS = 2;
  private static final int CROSSINGS = 6;

  /** After so many rounds in vain it is enough. */
  private static final int MOST_IN_VAIN = 6;

  private final Items items;
  private final Incumbent incumbent;
  private final SplittableRandom random;
  private final int devices;
  private int[] order;

  LocalSearch(Items items, Incumbent incumbent, long seed) {
    this.items = items;
    this.incumbent = incumbent;
    this.random = new SplittableRandom(seed);
    this.devices = items.accelerators + items.cpus;
  }

  /** Searches from the best split of all, then from others. */
  void run(BooleanSupplier stop) {
    if (devices < 2 || items.count < 2 || incumbent.onByNode() == null) {
      return;
    }
    int[] split = incumbent();
    while (!stop.getAsBoolean()) {
      cross(improve(split, stop), stop);
      split = another(stop);
    }
  }

  private int[] incumbent() {
    return items.byItem(incumbent.onByNode());
  }

  private int[] improve(int[] from, BooleanSupplier stop) {
    int[] split = from;
    long value = Long.MAX_VALUE;
    int inVain = 0;
    for (int round = 0; inVain < MOST_IN_VAIN && !stop.getAsBoolean(); round++) {
      Annealing single = new Annealing(items, incumbent, random, split);
      single.anneal(round % (WARM_ROUNDS + 1) == 0 ? HOT : WARM, stop);
      split = clustered(single.best(), single.best(), 1, stop);
      long now = Items.most(items.loads(split));
      inVain = now < value ? 0 : inVain + 1;
      value = now;
    }
    return split;
  }

  /** Moves what a split and the best of all keep together, from either. */
  private void cross(int[] split, BooleanSupplier stop) {
    for (int i = 0; i < CROSSINGS && !stop.getAsBoolean(); i++) {
      int[] best = incumbent();
      int[] both = new int[items.count];
      Arrays.setAll(both, item -> best[item] * devices + split[item]);
      int[] child = clustered(i % 2 == 0 ? best : split, both, CROSSING_ROUNDS, stop);
      new Annealing(items, incumbent, random, child).anneal(WARM, stop);
    }
  }

  /**
   * Moves clusters.
   *
   * @param part of each item; only items of the same part are moved together, and they should be on
   *     the same device
   */
  private int[] clustered(int[] split, int[] part, int rounds, BooleanSupplier stop) {
    double few = Math.log(Math.min(FEWEST_CLUSTERS, items.count));
    double target = Math.exp(few + random.nextDouble() * (Math.log(items.count) - few));
    int[] cluster = Clusters.of(items, part, (int) target, random);
    int[] on = new int[Arrays.stream(cluster).max().orElse(0) + 1];
    for (int item = 0; item < items.count; item++) {
      on[cluster[item]] = split[item];
    }
    Items clusters = items.clustered(cluster, on.length);
    Annealing annealing = new Annealing(clusters, incumbent, random, on);
    for (int round = 0; round < rounds && !stop.getAsBoolean(); round++) {
      annealing.anneal(round == 0 ? HOT_CLUSTERS : WARM_CLUSTERS, stop);
    }
    int[] moved = new int[items.count];
    Arrays.setAll(moved, item -> annealing.best()[cluster[item]]);
    return moved;
  }

  /** Neighbours together, moved in clusters; the best split where memory is scarce. */
  private int[] another(BooleanSupplier stop) {
    return items.accelerators == 0 || !items.memoryIsAmple()
        ? incumbent()
        : clustered(cutAnywhere(), new int[items.count], FIRST_ROUNDS, stop);
  }

  /** Neighbours together, with about equal work on all accelerators, cut at places by chance. */
  private int[] cutAnywhere() {
    order = order == null ? SweepOrder.of(items) : order;
    double all = Math.max(1, Arrays.stream(items.acceleratorTicks).asDoubleStream().sum());
    int[] split = new int[items.count];
    Arrays.fill(split, items.accelerators);
    int shift = order.length == 0 ? 0 : random.nextInt(order.length);
    double before = 0;
    for (int i = 0; i < order.length; i++) {
      int item = order[(i + shift) % order.length];
      split[item] = (int) Math.min(items.accelerators - 1, items.accelerators * before / all);
      before += items.acceleratorTicks[item];
    }
    return split;
  }
}
