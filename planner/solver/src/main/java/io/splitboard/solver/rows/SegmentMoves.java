package io.splitboard.solver.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small changes of shares. */
final class SegmentMoves {

  private SegmentMoves() {}

  /** Each cut alone, and two neighbours apart or together: a segment wider or narrower. */
  static List<Segments> around(Segments at, double step) {
    List<Segments> moves = new ArrayList<>();
    int cuts = at.cuts().size();
    for (double by : new double[] {step, -step}) {
      for (int cut = 0; cut < cuts; cut++) {
        double[] alone = new double[cuts];
        alone[cut] = by;
        add(moves, at, alone);
        if (cut > 0) {
          double[] both = alone.clone();
          both[cut - 1] = -by;
          add(moves, at, both);
        }
      }
    }
    return moves;
  }

  /** Left out if a cut would pass another or leave the tensor. */
  private static void add(List<Segments> moves, Segments segments, double[] move) {
    List<Double> cuts = new ArrayList<>();
    double least = 0;
    for (int i = 0; i < move.length; i++) {
      double to = segments.cuts().get(i) + move[i];
      if (to < least || to > 1) {
        return;
      }
      cuts.add(to);
      least = to;
    }
    moves.add(new Segments(segments.devices(), cuts, segments.host()));
  }

  /** Two secondaries in each other's place, with as many rows as before. */
  static List<Segments> swaps(Segments at) {
    List<Segments> swaps = new ArrayList<>();
    for (int i = 0; i < at.devices().size(); i++) {
      for (int j = i + 1; j < at.devices().size(); j++) {
        if (!at.devices().get(i).equals(at.host()) && !at.devices().get(j).equals(at.host())) {
          swaps.add(swapped(at, i, j));
        }
      }
    }
    return swaps;
  }

  private static Segments swapped(Segments at, int i, int j) {
    List<Double> widths = new ArrayList<>();
    double before = 0;
    for (int k = 0; k < at.devices().size(); k++) {
      double end = k < at.cuts().size() ? at.cuts().get(k) : 1;
      widths.add(end - before);
      before = end;
    }
    List<String> devices = new ArrayList<>(at.devices());
    Collections.swap(devices, i, j);
    Collections.swap(widths, i, j);
    List<Double> cuts = new ArrayList<>();
    double end = 0;
    for (int k = 0; k < widths.size() - 1; k++) {
      end = Math.min(1, end + widths.get(k));
      cuts.add(end);
    }
    return new Segments(devices, cuts, at.host());
  }
}
