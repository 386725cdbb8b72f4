package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What CPUs can hold at most when items have prices, as if one item could be cut. */
final class CpuPrices {

  private final Items items;
  private final Integer[] byValue;
  private final double[] share;
  private double[] prices;

  CpuPrices(Items items) {
    this.items = items;
    this.byValue = IntStream.range(0, items.count).boxed().toArray(Integer[]::new);
    this.share = new double[items.count];
  }

  /** Takes other prices. */
  void price(double[] other) {
    prices = other;
    Arrays.sort(
        byValue,
        Comparator.comparingDouble(
            item ->
                prices[item] > 0 ? items.cpuTicks[item] / prices[item] : Double.POSITIVE_INFINITY));
  }

  /**
   * The largest sum of prices on all CPUs together.
   *
   * @param limit largest load of each in ticks
   * @param note whether {@link #share} is to be asked
   */
  double most(double limit, boolean note) {
    if (note) {
      Arrays.fill(share, 0);
    }
    return items.cpus > 0 ? items.cpus * onOne(limit, note) : 0;
  }

  private double onOne(double limit, boolean note) {
    double free = limit;
    double sum = 0;
    for (int item : byValue) {
      double ticks = items.cpuTicks[item];
      if (ticks > limit) {
        continue;
      }
      double part = ticks <= free ? 1 : free / ticks;
      sum += part * prices[item];
      if (note) {
        share[item] = part;
      }
      if (part < 1) {
        break;
      }
      free -= ticks;
    }
    return sum;
  }

  /** Which share of an item a CPU held for the last sum that was noted. */
  double share(int item) {
    return share[item];
  }
}
