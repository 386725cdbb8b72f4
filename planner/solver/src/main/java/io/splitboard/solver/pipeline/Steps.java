package io.splitboard.solver.pipeline;

/**
 * Which stages keep within a period: for each kind of device, each next kind and each cut where a
 * stage may begin, the cuts where it may end so that neither device nor link is at work for longer.
 */
final class Steps {

  private final StageCosts costs;
  private final Kinds kinds;
  private final double limitMs;
  private final int words;
  private final long[][][][] ends;
  private final boolean[][] finishes;
  private final boolean[] begins;

  Steps(StageCosts costs, Kinds kinds, double limitMs) {
    this.costs = costs;
    this.kinds = kinds;
    this.limitMs = limitMs;
    this.words = (costs.lastCut() >> 6) + 1;
    this.ends = new long[kinds.count()][kinds.count()][costs.lastCut()][];
    this.finishes = new boolean[kinds.count()][costs.lastCut()];
    this.begins = new boolean[kinds.count()];
    for (int kind = 0; kind < kinds.count(); kind++) {
      begins[kind] = begins(kind);
      int furthest = 0;
      long[][] passable = costs.model().sharedThread() || costs.copies() ? null : passable(kind);
      for (int from = 0; from < costs.lastCut(); from++) {
        furthest = furthest(kind, from, furthest);
        int last = Math.min(furthest, costs.furthest(kinds.device(kind), from));
        if (passable != null) {
          cross(kind, from, last, passable);
        } else {
          fill(kind, from, last);
        }
        finishes[kind][from] = last == costs.lastCut() && finishes(kind, from, last);
      }
    }
  }

  private boolean begins(int kind) {
    int device = kinds.device(kind);
    StageModel model = costs.model();
    double occupiedMs = costs.in(device).occupiedMs();
    long bytes = costs.inBytes(device);
    return model.intakeMs(occupiedMs, bytes) <= limitMs
        && model.workMs(0, occupiedMs, bytes) <= limitMs;
  }

  private boolean finishes(int kind, int from, int last) {
    int device = kinds.device(kind);
    double computeMs = costs.computeMs(device, from, last);
    return fits(computeMs, costs.out(device).occupiedMs(), costs.outBytes(device));
  }

  /** The last cut that computing allows; not before that of the cut before. */
  private int furthest(int kind, int from, int atLeast) {
    int device = kinds.device(kind);
    int to = Math.max(from, atLeast);
    while (to < costs.lastCut() && costs.leastMs(device, from, to + 1) <= limitMs) {
      to++;
    }
    return to;
  }

  /** With separate lanes and no copying it does not matter where the stage began. */
  private long[][] passable(int kind) {
    long[][] sets = new long[kinds.count()][words];
    for (int next = 0; next < kinds.count(); next++) {
      if (next != kind || kinds.size(kind) > 1) {
        int receiver = receiver(kind, next);
        for (int cut = 1; cut < costs.lastCut(); cut++) {
          double occupiedMs = costs.between(kinds.device(kind), receiver, cut).occupiedMs();
          if (fits(0, occupiedMs, costs.bytes(cut))) {
            sets[next][cut >> 6] |= 1L << cut;
          }
        }
      }
    }
    return sets;
  }

  /** All passable cuts from the one behind {@code from} to the last. */
  private void cross(int kind, int from, int last, long[][] passable) {
    int to = Math.min(last, costs.lastCut() - 1);
    for (int next = 0; next < kinds.count() && to > from; next++) {
      long[] set = new long[words];
      boolean any = false;
      for (int word = (from + 1) >> 6; word <= to >> 6; word++) {
        long mask = -1L;
        mask &= word == (from + 1) >> 6 ? -1L << (from + 1) : -1L;
        mask &= word == to >> 6 ? -1L >>> (63 - (to & 63)) : -1L;
        set[word] = passable[next][word] & mask;
        any |= set[word] != 0;
      }
      ends[kind][next][from] = any ? set : null;
    }
  }

  private void fill(int kind, int from, int last) {
    int device = kinds.device(kind);
    for (int to = from + 1; to <= Math.min(last, costs.lastCut() - 1); to++) {
      double computeMs = costs.computeMs(device, from, to);
      for (int next = 0; next < kinds.count(); next++) {
        if (next != kind || kinds.size(kind) > 1) {
          double occupiedMs = costs.between(device, receiver(kind, next), to).occupiedMs();
          if (fits(computeMs, occupiedMs, costs.bytes(to))) {
            add(kind, next, from, to);
          }
        }
      }
    }
  }

  /** A device of the next kind other than the sender. */
  int receiver(int kind, int next) {
    return next == kind ? kinds.other(kind) : kinds.device(next);
  }

  private boolean fits(double computeMs, double occupiedMs, long bytes) {
    return costs.model().workMs(computeMs, occupiedMs, bytes) <= limitMs
        && costs.model().intakeMs(occupiedMs, bytes) <= limitMs;
  }

  private void add(int kind, int next, int from, int to) {
    if (ends[kind][next][from] == null) {
      ends[kind][next][from] = new long[words];
    }
    ends[kind][next][from][to >> 6] |= 1L << to;
  }

  /** Whether a chain may begin on a kind of device. */
  boolean mayBegin(int kind) {
    return begins[kind];
  }

  /** Words of a set of cuts. */
  int words() {
    return words;
  }

  /** Cuts where a stage that begins here may end before the next kind; null if nowhere. */
  long[] ends(int kind, int next, int from) {
    return ends[kind][next][from];
  }

  /** Whether a stage that begins here may be the last. */
  boolean finishes(int kind, int from) {
    return finishes[kind][from];
  }
}
