package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Proves that no split, contiguous or not, keeps all loads within a limit T, by prices of items:
 * when no accelerator can hold more than P and no CPU more than Q within T, then k accelerators and
 * c CPUs hold at most k·P + c·Q, and if that is less than the sum of all prices, something is left
 * over. This is the dual of covering all items by parts that fit; prices that prove the most are
 * looked for by subgradients, P for given prices is exact but for rounding ({@link PartPrices}).
 */
final class PriceBound {

  /**
   * Items of little work hand over their nets at first ({@link LooseNets}), so that few states tell
   * most. Then fewer and fewer do, along sweeps as wide as there is room for. Each level begins
   * with the best prices of the one before.
   */
  private static final List<Level> LEVELS =
      List.of(
          new Level(0.03, 64, 256, 0.05),
          new Level(0.03, 512, 256, 0.05),
          new Level(0.03, 32_768, 512, 0.05),
          new Level(0.01, 32_768, 512, 0.05),
          new Level(0.01, 32_768, 2_048, 0.05),
          new Level(0.003, 32_768, 512, 0.05),
          new Level(0, 32_768, 512, 0.05),
          new Level(0.003, 131_072, 1_024, 0.03),
          new Level(0, 131_072, 1_024, 0.03),
          new Level(0.01, 131_072, 4_096, 0.01),
          new Level(0.003, 131_072, 4_096, 0.01),
          new Level(0, 131_072, 4_096, 0.01));

  /** Sweeps wider than this need a guide. */
  private static final int NARROW = 512;

  /** How wide a guide is: the first of these for which there is room. */
  private static final int[] GUIDES = {512, 256, 128, 64};

  /** Sets whose price is below what matters by more than this share are not looked for. */
  private static final double DULL = 0.002;

  private static final double FIRST_STEP = 0.1;

  /** When a round was in vain, steps get shorter by this factor. */
  private static final double SHORTER = 0.6;

  private static final int ROUND = 25;

  /** A round that raises the bound by a smaller share was in vain. */
  private static final double WORTH = 1e-4;

  /**
   * A level is left if it would take more rounds than this, each as good as the last, to prove more
   * than what is known.
   */
  private static final double HOPE = 6;

  /** Share of the last direction in the next. */
  private static final double MOMENTUM = 0.9;

  /** The first steps aim this share above the best bound, shorter ones less far. */
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

  /** Numbers that a table may have, 4 bytes each. */
  private static final long MOST_ENTRIES = 120_000_000;

  private static final long MOST_OF_GUIDE = 110_000_000;

  /** States of all layers of a sweep, some 40 bytes each. */
  private static final long MOST_STATES = 4_000_000;

  /**
   * How finely prices are sought.
   *
   * @param looseness items with no more work than this share of the bound may hand over their nets
   * @param width states that a layer may have
   * @param units of a limit
   * @param smallestStep when steps get shorter than this, it is enough
   */
  private record Level(double looseness, int width, int units, double smallestStep) {}

  private final Items items;
  private final Incumbent incumbent;
  private final BooleanSupplier stop;
  private final boolean[] set;
  private final double[] direction;
  private final CpuPrices onCpus;

  /** The items as a level sees them, and the order of its sweeps. */
  private Items loose;

  private int[] order;
  private PartPrices parts;
  private double[] prices;
  private double[] best;
  private double rate;
  private double bestRate;
  private double bestTicks;
  private long lastStates;
  private int lastUnits;

  PriceBound(Items items, Incumbent incumbent, BooleanSupplier stop) {
    this.items = items;
    this.incumbent = incumbent;
    this.stop = stop;
    this.set = new boolean[items.count];
    this.direction = new double[items.count];
    this.onCpus = new CpuPrices(items);
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
    boolean possible = items.accelerators > 0 && items.count <= MOST_ITEMS;
    for (int i = 0; i < LEVELS.size() && possible && !stop.getAsBoolean(); i++) {
      raise(LEVELS.get(i));
    }
  }

  private void raise(Level level) {
    parts = null;
    loosen(level.looseness());
    Sweep sweep = Sweep.of(loose, order, level.width(), MOST_STATES, stop);
    if (sweep == null || sweep.allStates() <= lastStates && level.units() == lastUnits) {
      return;
    }
    Sweep guide = level.width() > NARROW ? guide(level) : null;
    if (guide == null && sweep.allStates() * (level.units() + 1) > MOST_ENTRIES) {
      return;
    }
    parts = new PartPrices(sweep, guide, level.units(), MOST_ENTRIES);
    bestRate = RATE / (items.accelerators * (double) level.units());
    bestTicks = 0;
    if (raiseWith(level.smallestStep())) {
      lastStates = sweep.allStates();
      lastUnits = level.units();
    }
  }

  private void loosen(double looseness) {
    Items looser = LooseNets.of(items, (long) (looseness * incumbent.bound()));
    if (loose == null || looser.pins.length != loose.pins.length) {
      loose = looser;
      order = SweepOrder.of(loose);
      lastStates = 0;
    }
  }

  /** The widest narrow sweep whose table is not too large; null if there is none. */
  private Sweep guide(Level level) {
    for (int width : GUIDES) {
      Sweep guide = Sweep.of(loose, order, width, MOST_OF_GUIDE / (level.units() + 1), stop);
      if (guide != null) {
        return guide;
      }
    }
    return null;
  }

  /** Looks for better prices; tells whether there was room enough to do so. */
  private boolean raiseWith(double smallestStep) {
    double step = FIRST_STEP;
    restart();
    double before = 0;
    while (step >= smallestStep) {
      for (int i = 0; i < ROUND; i++) {
        if (stop.getAsBoolean()) {
          return true;
        }
        if (!improve(step)) {
          return false;
        }
      }
      if (incumbent.bound() - bestTicks > HOPE * (bestTicks - before)) {
        return true;
      }
      if (bestTicks <= before * (1 + WORTH)) {
        step *= SHORTER;
        restart();
      }
      before = bestTicks;
    }
    return true;
  }

  private void restart() {
    prices = best.clone();
    rate = bestRate;
    Arrays.fill(direction, 0);
  }

  /** One step; tells whether there was room for it. */
  private boolean improve(double step) {
    double top = Math.min(incumbent.value(), Math.max(1, MOST_RISE * incumbent.bound()));
    onCpus.price(prices);
    double ahead = AHEAD * step / FIRST_STEP;
    double aim = Math.min(top, Math.max(1, Math.max(bestTicks, incumbent.bound())) * (1 + ahead));
    double enough = (1 - onCpus.most(aim, false)) / items.accelerators;
    if (!parts.run(prices, top, rate, enough * (1 - DULL))) {
      return false;
    }
    double ticks = excluded(top);
    if (ticks > bestTicks) {
      bestTicks = ticks;
      bestRate = rate;
      best = prices.clone();
      incumbent.prove((long) Math.floor(ticks * (1 - SAFE)));
    }
    double limit = Math.min(top, Math.max(bestTicks, 1) * (1 + ahead));
    double slack = parts.mark(limit, set);
    double left = left(limit, true);
    move(step, Math.max(0, -left) + ahead);
    rate *= Math.exp(-RATE_STEP * Math.max(-1, Math.min(1, slack)));
    return true;
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
    return 1 - items.accelerators * parts.most(limit) - onCpus.most(limit, note);
  }

  /** Raises the prices of what was left over and lowers those of what was taken too often. */
  private void move(double step, double wanted) {
    double square = 0;
    for (int item = 0; item < items.count; item++) {
      double over = 1 - (set[item] ? items.accelerators : 0) - items.cpus * onCpus.share(item);
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
