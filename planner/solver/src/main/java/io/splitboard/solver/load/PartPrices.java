package io.splitboard.solver.load;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What a single accelerator can hold at most when items have prices: the largest sum of prices of a
 * set whose load is within a limit, for all limits up to one. A knapsack along a {@link Sweep}.
 *
 * <p>Loads are counted in whole units, rounded down at each step. What is lost in rounding has a
 * price, too, and is taken off: if a set's whole units are b and its load is at most L units, the
 * lost parts are at most L − b, so that the set's price is at most (its price − rate · lost parts)
 * + rate · (L − b) for any rate of 0 or more.
 *
 * <p>Along a wide sweep, sets of a price that nobody is interested in are not followed to their
 * end, as soon as a narrow one shows that they cannot reach it ({@link Prospects}).
 */
final class PartPrices {

  private final Sweep sweep;
  private final int units;
  private final long mostEntries;

  /** Null if all ways are followed. */
  private final Prospects prospects;

  private final int[][] under;

  /** For each layer, state and number of units: the largest price less lost parts; or null. */
  private final int[][][] values;

  private final Deque<int[]> free = new ArrayDeque<>();
  private long entries;
  private Units count;
  private double floor;

  /**
   * Prepares for a sweep.
   *
   * @param guide a narrower sweep along the same order; null to follow all ways
   * @param mostEntries how many numbers may be kept
   */
  PartPrices(Sweep sweep, Sweep guide, int units, long mostEntries) {
    this.sweep = sweep;
    this.units = units;
    this.mostEntries = mostEntries;
    this.prospects = guide == null ? null : new Prospects(guide, units);
    this.under = guide == null ? null : sweep.under(guide);
    this.values = new int[sweep.order.length + 1][][];
    for (int layer = 0; layer < values.length; layer++) {
      values[layer] = new int[sweep.states(layer)][];
    }
  }

  /**
   * Finds the largest prices.
   *
   * @param prices of each item; not negative, 1 in all
   * @param limitTicks largest limit of which {@link #most} can be asked
   * @param rate price of a whole unit
   * @param least the price from which on sets are of interest
   * @return whether there was room enough; if not, nothing may be asked
   */
  boolean run(double[] prices, double limitTicks, double rate, double least) {
    this.count = new Units(prices, Math.max(1, limitTicks) / units, rate);
    this.floor = prospects == null ? 0 : Math.max(0, least);
    clear();
    if (prospects != null) {
      prospects.run(count);
    }
    int[] start = take();
    Arrays.fill(start, Units.NEVER);
    start[0] = 0;
    values[0][0] = start;
    for (int layer = 0; layer < sweep.order.length && entries <= mostEntries; layer++) {
      int item = sweep.order[layer];
      for (int state = 0; state < sweep.states(layer); state++) {
        if (values[layer][state] != null && isWorthIt(layer, state)) {
          long out = sweep.outTicks[layer][state];
          long in = sweep.inTicks[layer][state];
          extend(layer, state, sweep.outTo[layer][state], out, count.gainOut(out));
          extend(layer, state, sweep.inTo[layer][state], in, count.gainIn(item, in));
        }
      }
    }
    return entries <= mostEntries;
  }

  private boolean isWorthIt(int layer, int state) {
    int other = prospects == null ? -1 : under[layer][state];
    if (other < 0 || prospects.keep(layer, other, values[layer][state], Units.scaled(floor) - 1)) {
      return true;
    }
    free.push(values[layer][state]);
    entries -= units + 1;
    values[layer][state] = null;
    return false;
  }

  private void clear() {
    entries = 0;
    for (int[][] layer : values) {
      for (int state = 0; state < layer.length; state++) {
        if (layer[state] != null) {
          free.push(layer[state]);
          layer[state] = null;
        }
      }
    }
  }

  private int[] take() {
    entries += units + 1;
    return free.isEmpty() ? new int[units + 1] : free.pop();
  }

  private void extend(int layer, int state, int to, long ticks, int gain) {
    int whole = count.whole(ticks, units);
    if (whole > units) {
      return;
    }
    int[] from = values[layer][state];
    int[] target = values[layer + 1][to];
    int length = units + 1 - whole;
    if (target == null) {
      target = take();
      Arrays.fill(target, 0, whole, Units.NEVER);
      for (int i = 0; i < length; i++) {
        target[whole + i] = from[i] + gain;
      }
      values[layer + 1][to] = target;
      return;
    }
    for (int i = 0; i < length; i++) {
      target[whole + i] = Math.max(target[whole + i], from[i] + gain);
    }
  }

  /** No set with a load of at most so many ticks has a larger price. */
  double most(double limitTicks) {
    double most = floor;
    double limit = limitTicks / count.ticksPerUnit();
    for (int whole = 0; whole <= units && whole <= limit; whole++) {
      most = Math.max(most, most(whole, limit));
    }
    return most;
  }

  private double most(int whole, double limit) {
    int[] last = values[sweep.order.length][0];
    // No step loses a whole unit.
    return last == null || last[whole] < Units.NEVER / 2
        ? 0
        : Units.price(last[whole]) + count.rate() * Math.min(limit - whole, sweep.order.length);
  }

  /**
   * Marks the set from which {@link #most} comes; none if no set of interest is within the limit.
   *
   * @return by how many units its load is below the limit, less than 0 if it is above
   */
  double mark(double limitTicks, boolean[] set) {
    Arrays.fill(set, false);
    double limit = limitTicks / count.ticksPerUnit();
    int best = 0;
    for (int whole = 1; whole <= units && whole <= limit; whole++) {
      best = most(whole, limit) > most(best, limit) ? whole : best;
    }
    if (most(best, limit) <= 0) {
      return limit;
    }
    int state = 0;
    int whole = best;
    double load = 0;
    for (int layer = sweep.order.length - 1; layer >= 0; layer--) {
      int before = before(layer, state, whole);
      boolean in = before >= 0;
      state = in ? before : ~before;
      long ticks = in ? sweep.inTicks[layer][state] : sweep.outTicks[layer][state];
      whole -= count.whole(ticks, units);
      load += ticks / count.ticksPerUnit();
      set[sweep.order[layer]] = in;
    }
    return limit - load;
  }

  /** The state of a layer from which an entry of the next layer comes; inverted if left out. */
  private int before(int layer, int state, int whole) {
    int wanted = values[layer + 1][state][whole];
    for (int from = 0; from < sweep.states(layer); from++) {
      if (values[layer][from] != null) {
        long in = sweep.inTicks[layer][from];
        int gain = count.gainIn(sweep.order[layer], in);
        if (sweep.inTo[layer][from] == state && gives(layer, from, whole, in, gain, wanted)) {
          return from;
        }
        long out = sweep.outTicks[layer][from];
        if (sweep.outTo[layer][from] == state
            && gives(layer, from, whole, out, count.gainOut(out), wanted)) {
          return ~from;
        }
      }
    }
    throw new IllegalStateException("an entry of the table comes from nowhere");
  }

  private boolean gives(int layer, int from, int whole, long ticks, int gain, int wanted) {
    int before = whole - count.whole(ticks, units);
    return before >= 0 && values[layer][from][before] + gain == wanted;
  }
}
