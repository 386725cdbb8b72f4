package io.splitboard.solver.load;

import java.util.Arrays;

/**
 * What a single accelerator can hold at most when items have prices: the largest sum of prices of a
 * set whose load is within a limit, for all limits up to one. A knapsack along a {@link Sweep}.
 *
 * <p>Loads are counted in whole units, rounded down at each step. What is lost in rounding has a
 * price, too, and is taken off: if a set's whole units are b and its load is at most L units, the
 * lost parts are at most L − b, so that the set's price is at most (its price − rate · lost parts)
 * + rate · (L − b) for any rate of 0 or more.
 */
final class PartPrices {

  private static final int NEVER = -(1 << 30);

  /** Prices sum up to 1; they are counted in shares of this size, rounded up. */
  private static final double SCALE = 1 << 26;

  private final Sweep sweep;
  private final int units;

  /** For each layer, state and number of units: the largest price less lost parts. */
  private final int[][] values;

  private double[] prices;
  private double ticksPerUnit;
  private double rate;

  /** No set loses more units than this. */
  private double mostLost;

  PartPrices(Sweep sweep, int units) {
    this.sweep = sweep;
    this.units = units;
    this.values = new int[sweep.order.length + 1][];
    for (int layer = 0; layer < values.length; layer++) {
      values[layer] = new int[sweep.states(layer) * (units + 1)];
    }
  }

  /**
   * Finds the largest prices.
   *
   * @param prices of each item; not negative, 1 in all
   * @param limitTicks largest limit of which {@link #most} can be asked
   * @param rate price of a whole unit
   */
  void run(double[] prices, double limitTicks, double rate) {
    this.prices = prices;
    this.rate = rate;
    this.ticksPerUnit = Math.max(1, limitTicks) / units;
    this.mostLost = 0;
    Arrays.fill(values[0], NEVER);
    values[0][0] = 0;
    for (int layer = 0; layer < sweep.order.length; layer++) {
      Arrays.fill(values[layer + 1], NEVER);
      double price = prices[sweep.order[layer]];
      double lost = 0;
      for (int state = 0; state < sweep.states(layer); state++) {
        long out = sweep.outTicks[layer][state];
        long in = sweep.inTicks[layer][state];
        extend(layer, state, sweep.outTo[layer][state], out, 0);
        extend(layer, state, sweep.inTo[layer][state], in, price);
        lost = Math.max(lost, Math.max(lost(out), lost(in)));
      }
      mostLost += lost;
    }
  }

  private int whole(long ticks) {
    return (int) Math.min(units + 1, ticks / ticksPerUnit);
  }

  private double lost(long ticks) {
    double amount = ticks / ticksPerUnit;
    return amount - Math.floor(amount);
  }

  private int gain(long ticks, double price) {
    return (int) Math.ceil((price - rate * lost(ticks)) * SCALE);
  }

  private void extend(int layer, int state, int to, long ticks, double price) {
    int whole = whole(ticks);
    if (whole <= units) {
      int width = units + 1;
      int gain = gain(ticks, price);
      raise(
          values[layer], state * width, values[layer + 1], to * width + whole, width - whole, gain);
    }
  }

  private static void raise(int[] from, int start, int[] to, int target, int length, int gain) {
    for (int i = 0; i < length; i++) {
      to[target + i] = Math.max(to[target + i], from[start + i] + gain);
    }
  }

  /** No set with a load of at most so many ticks has a larger price. */
  double most(double limitTicks) {
    double most = 0;
    double limit = limitTicks / ticksPerUnit;
    for (int whole = 0; whole <= units && whole <= limit; whole++) {
      most = Math.max(most, most(whole, limit));
    }
    return most;
  }

  private double most(int whole, double limit) {
    int value = values[sweep.order.length][whole];
    return value < NEVER / 2 ? 0 : value / SCALE + rate * Math.min(limit - whole, mostLost);
  }

  /**
   * Marks the set from which {@link #most} comes.
   *
   * @return by how many units its load is below the limit, less than 0 if it is above
   */
  double mark(double limitTicks, boolean[] set) {
    double limit = limitTicks / ticksPerUnit;
    int best = 0;
    for (int whole = 1; whole <= units && whole <= limit; whole++) {
      best = most(whole, limit) > most(best, limit) ? whole : best;
    }
    Arrays.fill(set, false);
    int state = 0;
    int whole = best;
    double load = 0;
    for (int layer = sweep.order.length - 1; layer >= 0; layer--) {
      int before = before(layer, state, whole);
      boolean in = before >= 0;
      state = in ? before : ~before;
      long ticks = in ? sweep.inTicks[layer][state] : sweep.outTicks[layer][state];
      whole -= whole(ticks);
      load += ticks / ticksPerUnit;
      set[sweep.order[layer]] = in;
    }
    return limit - load;
  }

  /** The state of a layer from which an entry of the next layer comes; inverted if left out. */
  private int before(int layer, int state, int whole) {
    int width = units + 1;
    int wanted = values[layer + 1][state * width + whole];
    for (int from = 0; from < sweep.states(layer); from++) {
      long in = sweep.inTicks[layer][from];
      if (sweep.inTo[layer][from] == state
          && gives(layer, from, whole - whole(in), gain(in, prices[sweep.order[layer]]), wanted)) {
        return from;
      }
      long out = sweep.outTicks[layer][from];
      if (sweep.outTo[layer][from] == state
          && gives(layer, from, whole - whole(out), gain(out, 0), wanted)) {
        return ~from;
      }
    }
    throw new IllegalStateException("an entry of the table comes from nowhere");
  }

  private boolean gives(int layer, int state, int whole, int gain, int wanted) {
    return whole >= 0 && values[layer][state * (units + 1) + whole] + gain == wanted;
  }
}
