package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.stream.IntStream;

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

  /** The largest price less lost parts. */
  private final KeptRows kept;

  private final OpenRows[] open;
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
    int layers = sweep.order.length + 1;
    this.kept = new KeptRows(sweep, layers);
    int states = IntStream.range(0, layers).map(sweep::states).max().orElse(1);
    OpenRows rows = OpenRows.of(states, units);
    this.open = new OpenRows[] {rows, rows.next()};
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
    if (prospects != null) {
      prospects.run(count);
    }
    kept.clear();
    open[0].begin(0);
    for (int layer = 0; layer <= sweep.order.length; layer++) {
      for (int state = 0; state < sweep.states(layer); state++) {
        if (open[layer % 2].row(state) != null) {
          follow(layer, state);
        }
      }
    }
    return kept.size() <= mostEntries;
  }

  private void follow(int layer, int state) {
    OpenRows rows = open[layer % 2];
    int first = rows.low(state);
    int last = rows.high(state);
    int other = prospects == null || layer == sweep.order.length ? -1 : under[layer][state];
    if (other >= 0) {
      rows.strike(state, prospects.of(layer), prospects.place(other), Units.scaled(floor) - 1);
    }
    if (rows.low(state) <= rows.high(state) && kept.size() <= mostEntries) {
      kept.keep(layer, state, rows.row(state), rows.low(state), rows.high(state));
      if (layer < sweep.order.length) {
        extend(layer, state);
      }
    }
    rows.close(state, first, last);
  }

  private void extend(int layer, int state) {
    OpenRows after = open[(layer + 1) % 2];
    long out = sweep.outTicks[layer][state];
    int outTo = sweep.outTo[layer][state];
    after.raise(outTo, open[layer % 2], state, count.whole(out, units), count.gainOut(out));
    long in = sweep.inTicks[layer][state];
    int gainIn = count.gainIn(sweep.order[layer], in);
    int inTo = sweep.inTo[layer][state];
    after.raise(inTo, open[layer % 2], state, count.whole(in, units), gainIn);
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
    int price = kept.value(sweep.order.length, 0, whole);
    // No step loses a whole unit.
    return price < Units.NEVER / 2
        ? 0
        : Units.price(price) + count.rate() * Math.min(limit - whole, sweep.order.length);
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
    int wanted = kept.value(layer + 1, state, whole);
    for (int from = 0; from < sweep.states(layer); from++) {
      if (kept.has(layer, from)) {
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
    return before >= 0 && kept.value(layer, from, before) + gain == wanted;
  }
}
