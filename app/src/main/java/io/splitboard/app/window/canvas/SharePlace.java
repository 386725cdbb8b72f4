package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import java.util.List;

/** Finds a place for a card beside a box. */
final class SharePlace {

  /** Between the card and the box, for the connector. */
  private static final double GAP = 24;

  private static final double MARGIN = 14;

  private SharePlace() {}

  /**
   * The place that covers least: left of the box, right of it, or in a corner on the left.
   *
   * @param box what the card belongs to
   * @param width of the card
   * @param height of the card
   * @param area that it has to be in
   * @param taken what it should not cover; the box is one of them
   */
  static Bounds of(Bounds box, double width, double height, Bounds area, List<Bounds> taken) {
    double y = clamp(box.centreY() - height / 2, area.y(), area.maxY() - height);
    double left = area.x() + MARGIN;
    List<Bounds> places =
        List.of(
            new Bounds(Math.max(left, box.x() - GAP - width), y, width, height),
            new Bounds(left, y, width, height),
            new Bounds(
                Math.min(area.maxX() - MARGIN - width, box.maxX() + GAP + 70), y, width, height),
            new Bounds(left, area.maxY() - height, width, height),
            new Bounds(left, area.y(), width, height));
    Bounds best = places.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Bounds place : places) {
      double covered = taken.stream().mapToDouble(other -> common(place, other)).sum();
      if (covered < least - 1) {
        least = covered;
        best = place;
      }
    }
    return best;
  }

  /** Width of a card that just fits on the left. */
  static double roomLeftOf(Bounds box, Bounds area) {
    return box.x() - GAP - area.x() - MARGIN;
  }

  private static double common(Bounds a, Bounds b) {
    double width = Math.min(a.maxX(), b.maxX()) - Math.max(a.x(), b.x());
    double height = Math.min(a.maxY(), b.maxY()) - Math.max(a.y(), b.y());
    return width > 0 && height > 0 ? width * height : 0;
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(value, most));
  }
}
