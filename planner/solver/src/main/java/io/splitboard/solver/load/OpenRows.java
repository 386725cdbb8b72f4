package io.splitboard.solver.load;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Rows of a layer's states while they are filled: for each number of units, the largest gain. Only
 * a window of each row is looked at; outside of it nothing is possible ({@link Units#NEVER}).
 */
final class OpenRows {

  private final int units;

  /** Rows that nobody uses, with nothing possible in them. */
  private final Deque<int[]> spare;

  private final int[][] rows;
  private final int[] low;
  private final int[] high;

  private OpenRows(int states, int units, Deque<int[]> spare) {
    this.units = units;
    this.spare = spare;
    this.rows = new int[states][];
    this.low = new int[states];
    this.high = new int[states];
  }

  /**
   * Makes empty ones.
   *
   * @param states how many a layer may have
   */
  static OpenRows of(int states, int units) {
    return new OpenRows(states, units, new ArrayDeque<>());
  }

  /** Empty ones for the next layer. */
  OpenRows next() {
    return new OpenRows(rows.length, units, spare);
  }

  /** Where ways begin: no units, no gain. */
  void begin(int state) {
    open(state);
    rows[state][0] = 0;
    low[state] = 0;
    high[state] = 0;
  }

  private void open(int state) {
    if (rows[state] != null) {
      return;
    }
    rows[state] = spare.poll();
    if (rows[state] == null) {
      rows[state] = new int[units + 1];
      Arrays.fill(rows[state], Units.NEVER);
    }
    low[state] = units + 1;
    high[state] = -1;
  }

  /** A state's row; null if nothing leads there. */
  int[] row(int state) {
    return rows[state];
  }

  /** The first number of units that may be possible. */
  int low(int state) {
    return low[state];
  }

  /** The last number of units that may be possible; less than {@link #low} if none is. */
  int high(int state) {
    return high[state];
  }

  /** Goes on from a state of the layer before, with more units and some gain. */
  void raise(int state, OpenRows before, int from, int whole, int gain) {
    int first = before.low[from];
    int last = Math.min(before.high[from], units - whole);
    if (first > last) {
      return;
    }
    open(state);
    int[] target = rows[state];
    int[] source = before.rows[from];
    for (int used = first; used <= last; used++) {
      target[whole + used] = Math.max(target[whole + used], source[used] + gain);
    }
    low[state] = Math.min(low[state], whole + first);
    high[state] = Math.max(high[state], whole + last);
  }

  /**
   * Strikes out what promises too little.
   *
   * @param promised for each number of units, from a place on, the largest gain that can still come
   * @param least what gains must reach in the end
   */
  void strike(int state, int[] promised, int place, int least) {
    int[] row = rows[state];
    int first = units + 1;
    int last = -1;
    for (int used = low[state]; used <= high[state]; used++) {
      if (row[used] < least - promised[place + used]) {
        row[used] = Units.NEVER;
      } else {
        first = Math.min(first, used);
        last = used;
      }
    }
    low[state] = first;
    high[state] = last;
  }

  /** Empties a row of which nothing is possible outside of a window. */
  void close(int state, int first, int last) {
    if (first <= last) {
      Arrays.fill(rows[state], first, last + 1, Units.NEVER);
    }
    spare.push(rows[state]);
    rows[state] = null;
  }
}
