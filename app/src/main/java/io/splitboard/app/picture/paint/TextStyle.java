package io.splitboard.app.picture.paint;

/**
 * How a line of text is set.
 *
 * @param size height of the font in pixels at scale 1
 * @param bold whether it is heavy
 * @param align which part of the text stands at the given place
 */
public record TextStyle(double size, boolean bold, Align align) {

  /** Which part of a text stands at the place that it is drawn at. */
  public enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  /** Normal weight, beginning at the place. */
  public static TextStyle of(double size) {
    return new TextStyle(size, false, Align.LEFT);
  }

  /** Heavy, beginning at the place. */
  public static TextStyle bold(double size) {
    return new TextStyle(size, true, Align.LEFT);
  }

  /** The same, centred on the place. */
  public TextStyle centred() {
    return new TextStyle(size, bold, Align.CENTRE);
  }

  /** The same, ending at the place. */
  public TextStyle right() {
    return new TextStyle(size, bold, Align.RIGHT);
  }
}
