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
      for (int from = 0; from < costs.lastCut(); from++) {
        fill(kind, from);
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

  private void fill(int kind, int from) {
    int device = kinds.device(kind);
    int furthest = costs.furthest(device, from);
    for (int to = from + 1; to <= furthest; to++) {
      double computeMs = costs.computeMs(device, from, to);
      if (computeMs > limitMs) {
        return;
      }
      if (to == costs.lastCut()) {
        double outMs = costs.out(device).occupiedMs();
        finishes[kind][from] = fits(computeMs, outMs, costs.outBytes(device));
        return;
      }
      for (int next = 0; next < kinds.count(); next++) {
        boolean self = next == kind;
        if (!self || kinds.size(kind) > 1) {
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
