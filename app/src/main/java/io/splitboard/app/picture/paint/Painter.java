package io.splitboard.app.picture.paint;

import java.util.List;

/**
 * What pictures are drawn with. Each call paints over what was painted before. Lengths are pixels
 * at the scale in force.
 */
public interface Painter {

  /** Fills a rectangle with round corners. */
  void fillBox(Bounds box, double radius, Colour colour);

  /** Draws the border of a rectangle with round corners, centred on its sides. */
  void strokeBox(Bounds box, double radius, Stroke stroke);

  /** Draws a line through the given places, with round joints. */
  void line(List<Point> points, Stroke stroke);

  /** Fills the closed shape through the given places. */
  void fillShape(List<Point> points, Colour colour);

  /** Writes one line of text; y is its baseline. */
  void text(String text, double x, double y, TextStyle style, Colour colour);

  /** From now on until {@link #pop}, scales by a factor, then moves by a step. */
  void push(double scale, double dx, double dy);

  /** From now on until {@link #pop}, paints only inside a rectangle. */
  void clip(Bounds box);

  /**
   * From now on until {@link #pop}, what is painted tells a sentence to whoever points at it, where
   * the medium can do that.
   */
  void tell(String sentence);

  /** Ends the last {@link #push}, {@link #clip} or {@link #tell}. */
  void pop();

  /** Fills a circle. */
  default void dot(double x, double y, double radius, Colour colour) {
    fillBox(new Bounds(x - radius, y - radius, 2 * radius, 2 * radius), radius, colour);
  }

  /** Draws a straight line. */
  default void line(double x1, double y1, double x2, double y2, Stroke stroke) {
    line(List.of(new Point(x1, y1), new Point(x2, y2)), stroke);
  }
}
