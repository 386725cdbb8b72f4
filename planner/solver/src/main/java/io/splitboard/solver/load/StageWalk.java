package io.splitboard.solver.load;

import java.util.Arrays;

/**
 * From one ideal, all ideals around it of a family that one device can reach: what lies between is
 * its part. Loads are kept up to date item by item along the links.
 */
final class StageWalk {

  private final Items items;
  private final IdealFamily family;
  private final int[] mark;
  private final boolean[] inside;

  /** Items of each net in the ideal that the walk starts from, and in the part. */
  private final int[] netBefore;

  private final int[] netWithin;
  private final int[] ideal;
  private final int[] link;
  private int round;
  private long closedTicks;
  private long openTicks;

  /** Hears of each ideal that is reached. */
  @FunctionalInterface
  interface Visitor {

    /**
     * A part that one device can have.
     *
     * @param to the ideal at its end
     * @param loadTicks the device's load
     */
    void reached(int to, long loadTicks);
  }

  StageWalk(Items items, IdealFamily family) {
    this.items = items;
    this.family = family;
    this.mark = new int[family.size];
    this.inside = new boolean[items.count];
    this.netBefore = new int[items.pins.length];
    this.netWithin = new int[items.pins.length];
    this.ideal = new int[items.count + 1];
    this.link = new int[items.count + 1];
  }

  /** Visits what one accelerator can do from an ideal on with a load of at most the limit. */
  void accelerator(int from, long limitTicks, Visitor visitor) {
    begin(from);
    long workBefore = family.acceleratorTicks[from];
    double bytes = 0;
    int depth = 0;
    while (depth >= 0) {
      if (link[depth] == family.firstLink[ideal[depth] + 1]) {
        if (depth > 0) {
          int item = family.childItem[link[depth - 1] - 1];
          remove(item);
          bytes -= items.bytes[item];
        }
        depth--;
        continue;
      }
      int at = link[depth]++;
      int to = family.child[at];
      if (mark[to] == round) {
        continue;
      }
      mark[to] = round;
      int item = family.childItem[at];
      long work = family.acceleratorTicks[to] - workBefore;
      if (!items.allowed[item]
          || work > limitTicks
          || bytes + items.bytes[item] > items.acceleratorBytes) {
        continue;
      }
      add(item);
      if (work + closedTicks > limitTicks) {
        remove(item);
        continue;
      }
      bytes += items.bytes[item];
      if (work + closedTicks + openTicks <= limitTicks) {
        visitor.reached(to, work + closedTicks + openTicks);
      }
      ideal[++depth] = to;
      link[depth] = family.firstLink[to];
    }
  }

  /** Visits what one CPU can do from an ideal on with a load of at most the limit. */
  void cpu(int from, long limitTicks, Visitor visitor) {
    round++;
    ideal[0] = from;
    link[0] = family.firstLink[from];
    int depth = 0;
    while (depth >= 0) {
      if (link[depth] == family.firstLink[ideal[depth] + 1]) {
        depth--;
        continue;
      }
      int to = family.child[link[depth]++];
      if (mark[to] == round) {
        continue;
      }
      mark[to] = round;
      long load = family.cpuTicks[to] - family.cpuTicks[from];
      if (load <= limitTicks) {
        visitor.reached(to, load);
        ideal[++depth] = to;
        link[depth] = family.firstLink[to];
      }
    }
  }

  private void begin(int from) {
    round++;
    family.mark(from, inside);
    Arrays.fill(netBefore, 0);
    Arrays.fill(netWithin, 0);
    for (int item = 0; item < items.count; item++) {
      if (inside[item]) {
        for (int net : items.nets[item]) {
          netBefore[net]++;
        }
      }
    }
    closedTicks = 0;
    openTicks = 0;
    ideal[0] = from;
    link[0] = family.firstLink[from];
  }

  /** A net with items before the part is paid from its first item on; others until all are in. */
  private void add(int item) {
    for (int net : items.nets[item]) {
      int within = ++netWithin[net];
      if (netBefore[net] > 0) {
        closedTicks += within == 1 ? items.netTicks[net] : 0;
      } else if (within == 1) {
        openTicks += items.netTicks[net];
      } else if (within == items.pins[net].length) {
        openTicks -= items.netTicks[net];
      }
    }
  }

  private void remove(int item) {
    for (int net : items.nets[item]) {
      int within = netWithin[net]--;
      if (netBefore[net] > 0) {
        closedTicks -= within == 1 ? items.netTicks[net] : 0;
      } else if (within == 1) {
        openTicks -= items.netTicks[net];
      } else if (within == items.pins[net].length) {
        openTicks += items.netTicks[net];
      }
    }
  }
}
