package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Proves that no split, contiguous or not, keeps all loads within a limit T, by prices of items:
 * when no accelerator can hold more than P and no CPU more than Q within T, then k accelerators and
 * c CPUs hold at most k·P + c·Q, and if that is less than the sum of all prices, something is left
 * over. This is the dual of covering all items by parts that fit; prices that prove the most are
 * looked for by subgradients, P for given prices is exact but for rounding ({@link PartPrices}).
 */
final class PriceBound {

  /** States of a layer, and units of a limit: first few, to be quick, then more and more. */
  private static final int[][] WIDTHS_AND_UNITS = {
    {64, 256}, {512, 256}, {2048, 256}, {2048, 1024}, {8192, 1024}, {8192, 4096}
  };

  private static final double FIRST_STEP = 0.2;

  /** When a round was in vain, steps get shorter by this factor, down to the smallest. */
  private static final double SHORTER = 0.6;

  private static final double SMALLEST_STEP = 0.01;
  private static final int ROUND = 25;

  /** A round that raises the bound by a smaller share was in vain. */
  private static final double WORTH = 1e-4;

  /** Share of the last direction in the next. */
  private static final double MOMENTUM = 0.6;

  /** Steps aim this share above the best bound. */
  private static final double AHEAD = 0.002;

  /** First price of a unit, as a share of what an accelerator holds. */
  private static final double RATE = 0.9;

  /** The price of a unit changes at most by this share in a step. */
  private static final double RATE_STEP = 0.02;

  /** Prices fall at most to this share in a step. */
  private static final double MOST_FALL = 0.2;

  /** The square of a direction counts as this at least. */
  private static final double LEAST_SQUARE = 0.2;

  /** Limits are looked at up to so many times the bound that is known. */
  private static final double MOST_RISE = 2;

  /** Keeps rounding on the safe side. */
  private static final double SAFE = 1e-9;

  private static final int HALVINGS = 40;
  private static final int MOST_ITEMS = 6_000;
  private static final long MOST_ENTRIES = 40_000_000;

  private final Items items;
  private final Incumbent incumbent;
  private final BooleanSupplier stop;
  private final boolean[] set;
  private final double[] share;
  private final double[] direction;
  private final Integer[] byValue;

  private PartPrices parts;
  private double[] prices;
  private double[] best;
  private double rate;
  private double bestRate;
  private double bestTicks;
  private int lastUnits;

  PriceBound(Items items, Incumbent incumbent, BooleanSupplier stop) {
    this.items = items;
    this.incumbent = incumbent;
    this.stop = stop;
    this.set = new boolean[items.count];
    this.share = new double[items.count];
    this.direction = new double[items.count];
    this.byValue = IntStream.range(0, items.count).boxed().toArray(Integer[]::new);
    this.prices = byWork(items);
    this.best = prices.clone();
  }

  /** Prices that prove what {@link SimpleBound} proves: each item's work. */
  private static double[] byWork(Items items) {
    double[] prices = new double[items.count];
    double work = 0;
    double cpuWork = 0;
    for (int item = 0; item < items.count; item++) {
      work += items.acceleratorTicks[item];
      cpuWork += items.allowed[item] ? items.cpuTicks[item] : 0;
    }
    double ratio = cpuWork > 0 && work > 0 ? work / cpuWork : 1;
    double sum = 0;
    for (int item = 0; item < items.count; item++) {
      prices[item] =
          items.allowed[item] ? items.acceleratorTicks[item] : ratio * items.cpuTicks[item];
      sum += prices[item];
    }
    for (int item = 0; item < items.count; item++) {
      prices[item] = sum > 0 ? prices[item] / sum : 1.0 / items.count;
    }
    return prices;
  }

  /** Raises the incumbent's bound until it is stopped or gets nowhere. */
  void raise() {
    if (items.accelerators == 0 || items.count > MOST_ITEMS) {
      return;
    }
    int[] order = SweepOrder.of(items);
    if (order.length == 0) {
      return;
    }
    Sweep sweep = null;
    for (int[] widthAndUnits : WIDTHS_AND_UNITS) {
      int units = widthAndUnits[1];
      if (stop.getAsBoolean()) {
        return;
      }
      Sweep wider = Sweep.of(items, order, widthAndUnits[0], MOST_ENTRIES / (units + 1) - 1);
      boolean same = wider != null && sweep != null && sweep.allStates() == wider.allStates();
      if (wider == null || same && units == lastUnits) {
        continue;
      }
      sweep = wider;
      lastUnits = units;
      parts = null;
      parts = new PartPrices(sweep, units);
      bestRate = RATE / (items.accelerators * (double) units);
      bestTicks = 0;
      raiseWith();
    }
  }

  private void raiseWith() {
    double step = FIRST_STEP;
    restart();
    double before = 0;
    while (step >= SMALLEST_STEP) {
      for (int i = 0; i < ROUND; i++) {
        if (stop.getAsBoolean()) {
          return;
        }
        improve(step);
      }
      if (bestTicks <= before * (1 + WORTH)) {
        step *= SHORTER;
        restart();
      }
      before = bestTicks;
    }
  }

  private void restart() {
    prices = best.clone();
    rate = bestRate;
    Arrays.fill(direction, 0);
  }

  private void improve(double step) {
    double top = Math.min(incumbent.value(), Math.max(1, MOST_RISE * incumbent.bound()));
    parts.run(prices, top, rate);
    sortForCpus();
    double ticks = excluded(top);
    if (ticks > bestTicks) {
      bestTicks = ticks;
      bestRate = rate;
      best = prices.clone();
      incumbent.prove((long) Math.floor(ticks * (1 - SAFE)));
    }
    double limit = Math.min(top, Math.max(bestTicks, 1) * (1 + AHEAD));
    double slack = parts.mark(limit, set);
    double left = left(limit, true);
    move(step, Math.max(0, -left) + AHEAD);
    rate *= Math.exp(-RATE_STEP * Math.max(-1, Math.min(1, slack)));
  }

  /** The largest limit, about, that these prices exclude. */
  private double excluded(double top) {
    double low = 0;
    double high = top;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (left(middle, false) > SAFE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Share of all prices that devices with loads up to a limit must leave over. */
  private double left(double limit, boolean note) {
    return 1
        - items.accelerators * parts.most(limit)
        - (items.cpus > 0 ? items.cpus * onCpu(limit, note) : 0);
  }

  private void sortForCpus() {
    Arrays.sort(
        byValue,
        Comparator.comparingDouble(
            item ->
                prices[item] > 0 ? items.cpuTicks[item] / prices[item] : Double.POSITIVE_INFINITY));
  }

  /** What a CPU can hold at most, as if one item could be cut. */
  private double onCpu(double limit, boolean note) {
    if (note) {
      Arrays.fill(share, 0);
    }
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

  /** Raises the prices of what was left over and lowers those of what was taken too often. */
  private void move(double step, double wanted) {
    double square = 0;
    for (int item = 0; item < items.count; item++) {
      double over = 1 - (set[item] ? items.accelerators : 0) - items.cpus * share[item];
      direction[item] = MOMENTUM * direction[item] + (1 - MOMENTUM) * over;
      square += prices[item] * direction[item] * direction[item];
    }
    double length = step * wanted / Math.max(LEAST_SQUARE, square);
    double sum = 0;
    for (int item = 0; item < items.count; item++) {
      prices[item] *= Math.max(MOST_FALL, 1 + length * direction[item]);
      sum += prices[item];
    }
    for (int item = 0; item < items.count; item++) {
      prices[item] /= sum;
    }
  }
}
