package io.splitboard.solver.load;

import java.util.SplittableRandom;

/**
 * An order of the items that accelerators can hold, in which few nets are open at a time: greedily
 * the item next that leaves the fewest open, from several first items.
 */
final class SweepOrder {

  private static final int TRIES = 24;

  /** Item visits that all tries together may take, each with its nets. */
  private static final long MOST_VISITS = 60_000_000;

  /** What it counts against an item, in nets, if none of its nets is open. */
  private static final double APART = 2.5;

  /** An open net that goes on draws its items nearer by this, shared between them. */
  private static final double DRAW = 0.05;

  private final Items items;
  private final int length;
  private final int[] left;
  private final boolean[] opened;

  private SweepOrder(Items items) {
    this.items = items;
    this.left = new int[items.pins.length];
    this.opened = new boolean[items.pins.length];
    int allowed = 0;
    for (int item = 0; item < items.count; item++) {
      allowed += items.allowed[item] ? 1 : 0;
    }
    this.length = allowed;
  }

  /** The best order of some tries. */
  static int[] of(Items items) {
    SweepOrder tried = new SweepOrder(items);
    SplittableRandom random = new SplittableRandom(1);
    int[] best = tried.from(-1);
    double fewest = best.length == 0 ? 0 : tried.width(best);
    long tries =
        best.length == 0
            ? 0
            : Math.min(TRIES, MOST_VISITS / Math.max(1, (long) items.count * items.count));
    for (int i = 0; i < tries; i++) {
      int first = i == TRIES - 1 ? best[best.length - 1] : random.nextInt(items.count);
      if (items.allowed[first]) {
        int[] order = tried.from(first);
        double width = tried.width(order);
        if (width < fewest) {
          fewest = width;
          best = order;
        }
      }
    }
    return best;
  }

  private void begin() {
    for (int net = 0; net < left.length; net++) {
      opened[net] = false;
      left[net] = 0;
      for (int pin : items.pins[net]) {
        left[net] += items.allowed[pin] ? 1 : 0;
      }
    }
  }

  private int[] from(int first) {
    begin();
    boolean[] done = new boolean[items.count];
    int[] order = new int[length];
    for (int at = 0; at < length; at++) {
      int best = at == 0 && first >= 0 ? first : cheapest(done);
      order[at] = best;
      done[best] = true;
      take(best);
    }
    return order;
  }

  private int cheapest(boolean[] done) {
    int best = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int item = 0; item < items.count; item++) {
      if (!done[item] && items.allowed[item]) {
        double growth = growth(item);
        if (growth < smallest) {
          smallest = growth;
          best = item;
        }
      }
    }
    return best;
  }

  /** How many nets more are open once the item is done, about. */
  private double growth(int item) {
    double growth = 0;
    boolean joined = false;
    for (int net : items.nets[item]) {
      joined |= opened[net];
      if (!opened[net]) {
        growth += left[net] > 1 ? 1 : 0;
      } else {
        growth -= left[net] == 1 ? 1 : DRAW / left[net];
      }
    }
    return joined ? growth : growth + APART;
  }

  private void take(int item) {
    for (int net : items.nets[item]) {
      opened[net] = true;
      left[net]--;
    }
  }

  /** Sum over all layers of how many states they may have. */
  private double width(int[] order) {
    begin();
    int open = 0;
    double sum = 0;
    for (int item : order) {
      for (int net : items.nets[item]) {
        open += !opened[net] && left[net] > 1 ? 1 : 0;
        open -= opened[net] && left[net] == 1 ? 1 : 0;
      }
      take(item);
      sum += Math.pow(2, open);
    }
    return sum;
  }
}
