package io.splitboard.app.picture.network;

/** How much is drawn at a zoom, so that nothing is drawn that nobody could read. */
public enum Detail {
  /** Coloured bars and lines. */
  SHAPES,
  /** Titles and figures on boxes. */
  TITLES,
  /** Everything. */
  FULL;

  /** What can be read at a scale (pixels of the screen for one of the picture). */
  public static Detail at(double scale) {
    if (scale < 0.38) {
      return SHAPES;
    }
    return scale < 0.62 ? TITLES : FULL;
  }
}
