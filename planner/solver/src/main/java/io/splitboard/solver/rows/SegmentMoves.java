package io.splitboard.solver.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Small changes of shares. */
final class SegmentMoves {

  private SegmentMoves() {}

  /** How many moves there are: each cut alone and with its neighbour, either way. */
  static int count(Segments at) {
    return Math.max(0, 2 * (2 * at.cuts().size() - 1));
  }

  /**
   * A segment wider or narrower: one cut alone, or two neighbours apart or together.
   *
   * @param step how far, as a part of the height
   * @param move which, from 0 to {@link #count}
   * @return empty if a cut would pass another or leave the tensor
   */
  static Optional<Segments> moved(Segments at, double step, int move) {
    int ways = 2 * at.cuts().size() - 1;
    double by = move < ways ? step : -step;
    int which = move % ways;
    double[] change = new double[at.cuts().size()];
    change[(which + 1) / 2] = by;
    if (which > 0 && which % 2 == 0) {
      change[which / 2 - 1] = -by;
    }
    List<Double> cuts = new ArrayList<>();
    double least = 0;
    for (int i = 0; i < change.length; i++) {
      double to = at.cuts().get(i) + change[i];
      if (to < least || to > 1) {
        return Optional.empty();
      }
      cuts.add(to);
      least = to;
    }
    return Optional.of(new Segments(at.devices(), cuts, at.host()));
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
