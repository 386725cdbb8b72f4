package io.splitboard.app.picture.paint;

/** How a line is drawn. */
public record Stroke(Colour colour, double width, boolean dashed) {

  /** A continuous line. */
  public static Stroke solid(Colour colour, double width) {
    return new Stroke(colour, width, false);
  }

  /** A dashed line. */
  public static Stroke dashed(Colour colour, double width) {
    return new Stroke(colour, width, true);
  }
}
