package io.splitboard.solver.hybrid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The best known points by two objectives, of which none dominates another. */
final class Archive {

  private final double resolution;
  private final List<ParetoPoint> points = new ArrayList<>();

  /**
   * An empty archive.
   *
   * @param resolution a point that is better than a known one by less than this, relative to its
   *     values, is left out unless it dominates: so that the archive stays small
   */
  Archive(double resolution) {
    this.resolution = resolution;
  }

  /** Takes a point that nothing covers and drops what it dominates; true if it was taken. */
  boolean offer(ParetoPoint point) {
    boolean dominates = points.stream().anyMatch(point::dominates);
    boolean extreme =
        points.stream().allMatch(known -> point.first() < known.first())
            || points.stream().allMatch(known -> point.second() < known.second());
    if (!dominates && !extreme && points.stream().anyMatch(known -> covers(known, point))) {
      return false;
    }
    if (points.stream().anyMatch(known -> isNoWorse(known, point))) {
      return false;
    }
    points.removeIf(point::dominates);
    points.add(point);
    return true;
  }

  private boolean covers(ParetoPoint known, ParetoPoint point) {
    return known.first() <= point.first() * (1 + resolution)
        && known.second() <= point.second() * (1 + resolution);
  }

  private static boolean isNoWorse(ParetoPoint known, ParetoPoint point) {
    return known.first() <= point.first() && known.second() <= point.second();
  }

  ParetoPoint get(int index) {
    return points.get(index);
  }

  int size() {
    return points.size();
  }

  /** By the first objective, smallest first. */
  List<ParetoPoint> front() {
    return points.stream().sorted(Comparator.comparingDouble(ParetoPoint::first)).toList();
  }
}
