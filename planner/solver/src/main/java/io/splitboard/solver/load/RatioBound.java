package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Proves that no split keeps all loads within a limit T, contiguous or not, because of what must be
 * sent.
 *
 * <p>Let C be a connected component, by nets, of what an accelerator holds; loads add up over
 * components. Shared out by work, each item v of C costs at least w(v)·(1 + κ(v)), where κ(v) is
 * the smallest cut(C)/w(C) over connected sets C with v and w(C) + cut(C) ≤ T. What the
 * accelerators can do in all, k·T, must suffice for all items but those on CPUs; and items of the
 * sizes w(v)·(1 + κ(v)) must fit k bins of size T.
 *
 * <p>κ(v) is bounded from below by minimum cuts: with m(ν) the smallest cut(C) + ν·w(C) over sets
 * with v and without items that are too far from v for both to be in C, any 0 ≤ ν < 1 gives κ(v) ≥
 * (m(ν)/T − ν) / (1 − m(ν)/T): for otherwise cut(C) < κ·w(C) and w(C) + cut(C) ≤ T contradict
 * cut(C) + ν·w(C) ≥ m(ν).
 */
final class RatioBound {

  /** Weights are tried that differ by this factor. */
  private static final double STEP = 1.5;

  private static final int MOST_STEPS = 12;

  /** From 1 on, a cut of T and more would prove nothing. */
  private static final double MOST_WEIGHT = 0.5;

  /** Dual feasible functions are tried up to this one. */
  private static final int MOST_PARTS = 30;

  /** Keeps rounding on the safe side. */
  private static final double SAFE = 1 - 1e-9;

  private final Items items;
  private final NetCut cut;
  private final BooleanSupplier stop;
  private final int[] byWork;
  private final double[] kappa;
  private final boolean[] near;
  private final long[] distance;
  private double weight = 0.05;

  RatioBound(Items items, BooleanSupplier stop) {
    this.items = items;
    this.cut = new NetCut(items);
    this.stop = stop;
    this.kappa = new double[items.count];
    this.near = new boolean[items.count];
    this.distance = new long[items.count];
    this.byWork =
        IntStream.range(0, items.count)
            .filter(item -> items.acceleratorTicks[item] > 0)
            .boxed()
            .sorted(Comparator.comparingLong(item -> -items.acceleratorTicks[item]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * Raises the incumbent's bound by halving the distance to its value, until that is too little.
   */
  void raise(Incumbent incumbent, double least) {
    long high = incumbent.value();
    while (!stop.getAsBoolean()) {
      long low = incumbent.bound();
      high = Math.min(high, incumbent.value());
      if (high - low <= least * high) {
        return;
      }
      long middle = low + (high - low) / 2;
      if (excludes(middle)) {
        incumbent.prove(middle + 1);
      } else {
        high = middle;
      }
    }
  }

  /** Whether it is proved that no split has all loads within the limit; false when stopped. */
  boolean excludes(long limitTicks) {
    Arrays.fill(kappa, 0);
    for (int i = 0; i < byWork.length; i++) {
      if (stop.getAsBoolean()) {
        return false;
      }
      kappa[byWork[i]] = kappa(byWork[i], limitTicks);
      if (i % 64 == 63 && tooMuch(limitTicks)) {
        return true;
      }
    }
    return tooMuch(limitTicks);
  }

  /**
   * The best that any weight gives: the weight that was best for the item before, and from there
   * uphill in steps.
   */
  private double kappa(int root, long limitTicks) {
    markNear(root, limitTicks);
    double best = kappa(root, limitTicks, 0);
    double start = weight;
    double here = kappa(root, limitTicks, start);
    double bestHere = here;
    for (double step : new double[] {STEP, 1 / STEP}) {
      double at = start;
      double value = here;
      for (int tries = 0; tries < MOST_STEPS; tries++) {
        at = Math.min(MOST_WEIGHT, at * step);
        double next = kappa(root, limitTicks, at);
        if (next <= value) {
          break;
        }
        value = next;
        if (value > bestHere) {
          bestHere = value;
          weight = at;
        }
      }
      if (bestHere > here) {
        break;
      }
    }
    return Math.max(0, Math.max(best, bestHere)) * SAFE;
  }

  private double kappa(int root, long limitTicks, double nu) {
    double cost = cut.cheapest(root, near, nu) / (double) limitTicks;
    return cost >= 1 ? Double.POSITIVE_INFINITY : (cost - nu) / (1 - cost);
  }

  /** An item is near if a chain of nets leads there over items that fit within the limit. */
  private void markNear(int root, long limitTicks) {
    Arrays.fill(near, false);
    Arrays.fill(distance, Long.MAX_VALUE);
    distance[root] = items.acceleratorTicks[root];
    PriorityQueue<long[]> queue = new PriorityQueue<>(Comparator.comparingLong(entry -> entry[0]));
    queue.add(new long[] {distance[root], root});
    while (!queue.isEmpty()) {
      long[] entry = queue.remove();
      int at = (int) entry[1];
      if (near[at] || entry[0] > limitTicks) {
        continue;
      }
      near[at] = true;
      for (int net : items.nets[at]) {
        for (int pin : items.pins[net]) {
          long length = entry[0] + items.acceleratorTicks[pin];
          if (items.allowed[pin] && length < distance[pin]) {
            distance[pin] = length;
            queue.add(new long[] {length, pin});
          }
        }
      }
    }
  }

  /** Whether the items' sizes exceed what the devices hold, seen through any of the functions. */
  private boolean tooMuch(long limitTicks) {
    double[] size = new double[items.count];
    for (int parts = 0; parts <= MOST_PARTS; parts++) {
      double sum = 0;
      for (int item : byWork) {
        size[item] = size(item, limitTicks, parts);
        sum += size[item];
      }
      if ((sum - absorbed(size, limitTicks)) * SAFE > items.accelerators) {
        return true;
      }
    }
    return false;
  }

  /**
   * An item's size as a share of an accelerator. All that an accelerator holds sums up to at most
   * 1, also when seen through the dual feasible functions ⌊(p + 1)·x⌋ / p, which see how few large
   * items fit (Fekete and Schepers 2001).
   */
  private double size(int item, double limit, int parts) {
    double share = items.acceleratorTicks[item] * (1 + kappa[item]) * SAFE / limit;
    if (share > 1) {
      return items.accelerators + 1.0;
    }
    if (parts == 0) {
      return share;
    }
    double whole = Math.floor((parts + 1) * share);
    return whole == (parts + 1) * share ? share : whole / parts;
  }

  /** Sizes that CPUs can take at most, as if items could be cut. */
  private double absorbed(double[] size, long limitTicks) {
    if (items.cpus == 0) {
      return 0;
    }
    int[] order =
        Arrays.stream(byWork)
            .filter(item -> size[item] > 0 && items.cpuTicks[item] <= limitTicks)
            .boxed()
            .sorted(Comparator.comparingDouble(item -> items.cpuTicks[item] / size[item]))
            .mapToInt(Integer::intValue)
            .toArray();
    double left = (double) items.cpus * limitTicks;
    double absorbed = 0;
    for (int i = 0; i < order.length && left > 0; i++) {
      double ticks = items.cpuTicks[order[i]];
      double share = ticks <= left ? 1 : left / ticks;
      absorbed += share * size[order[i]];
      left -= share * ticks;
    }
    return absorbed;
  }
}
