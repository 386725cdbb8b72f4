package io.splitboard.solver.load;

import java.util.Arrays;

/**
 * What sets can gain at most from some layer of a narrow {@link Sweep} on, for each number of units
 * that they have used so far. No set gains more than is promised here, because no step costs more
 * along a narrow sweep than it really does; so ways that promise too little need not be followed
 * along a wider one.
 */
final class Prospects {

  private final Sweep sweep;
  private final int units;

  /** For each layer, state and number of units used: the largest gain that can still come. */
  private final int[][] gains;

  Prospects(Sweep sweep, int units) {
    this.sweep = sweep;
    this.units = units;
    this.gains = new int[sweep.order.length + 1][];
    for (int layer = 0; layer < gains.length; layer++) {
      gains[layer] = new int[sweep.states(layer) * (units + 1)];
    }
  }

  /** Finds them, from the last layer to the first. */
  void run(Units count) {
    int layers = sweep.order.length;
    for (int used = 0; used <= units; used++) {
      gains[layers][used] = Units.scaled(count.rate() * Math.min(units - used, layers));
    }
    for (int layer = layers - 1; layer >= 0; layer--) {
      int item = sweep.order[layer];
      for (int state = 0; state < sweep.states(layer); state++) {
        int from = state * (units + 1);
        long out = sweep.outTicks[layer][state];
        int outWhole = count.whole(out, units);
        set(layer, from, sweep.outTo[layer][state], outWhole, count.gainOut(out));
        long in = sweep.inTicks[layer][state];
        int inWhole = count.whole(in, units);
        raise(layer, from, sweep.inTo[layer][state], inWhole, count.gainIn(item, in));
      }
    }
  }

  private void set(int layer, int from, int to, int whole, int gain) {
    int[] here = gains[layer];
    int[] after = gains[layer + 1];
    int next = to * (units + 1) + whole;
    int possible = Math.max(0, units + 1 - whole);
    for (int used = 0; used < possible; used++) {
      here[from + used] = after[next + used] + gain;
    }
    Arrays.fill(here, from + possible, from + units + 1, Units.NEVER);
  }

  private void raise(int layer, int from, int to, int whole, int gain) {
    int[] here = gains[layer];
    int[] after = gains[layer + 1];
    int next = to * (units + 1) + whole;
    for (int used = 0; used <= units - whole; used++) {
      here[from + used] = Math.max(here[from + used], after[next + used] + gain);
    }
  }

  /** The gains that can still come from a layer's states on. */
  int[] of(int layer) {
    return gains[layer];
  }

  /** Where a state's gains begin. */
  int place(int state) {
    return state * (units + 1);
  }
}
