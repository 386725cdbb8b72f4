package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;

/**
 * Which part of a picture is in sight: a place p of the picture is at {@code scale·p + (dx, dy)} of
 * the screen.
 */
public record Viewport(double scale, double dx, double dy) {

  /** Smallest zoom. */
  public static final double MIN_SCALE = 0.01;

  /** Largest zoom. */
  public static final double MAX_SCALE = 4;

  /** The picture at its own size from its upper left corner. */
  public static final Viewport IDENTITY = new Viewport(1, 0, 0);

  /** Place of the screen for one of the picture. */
  public Point toScreen(Point place) {
    return new Point(place.x() * scale + dx, place.y() * scale + dy);
  }

  /** Rectangle of the screen for one of the picture. */
  public Bounds toScreen(Bounds area) {
    return new Bounds(
        area.x() * scale + dx, area.y() * scale + dy, area.width() * scale, area.height() * scale);
  }

  /** Place of the picture for one of the screen. */
  public Point toPicture(double x, double y) {
    return new Point((x - dx) / scale, (y - dy) / scale);
  }

  /** Rectangle of the picture that a screen of this size shows. */
  public Bounds sight(double width, double height) {
    return new Bounds(-dx / scale, -dy / scale, width / scale, height / scale);
  }

  /** Moved by a step on the screen. */
  public Viewport pan(double stepX, double stepY) {
    return new Viewport(scale, dx + stepX, dy + stepY);
  }

  /** Zoomed by a factor, within limits, with the place under (x, y) of the screen staying there. */
  public Viewport zoom(double factor, double x, double y) {
    double next = Math.max(MIN_SCALE, Math.min(MAX_SCALE, scale * factor));
    double ratio = next / scale;
    return new Viewport(next, x - (x - dx) * ratio, y - (y - dy) * ratio);
  }

  /** Shows a whole area in the middle of a screen, never larger than it is. */
  public static Viewport fit(Bounds area, Bounds screen) {
    double scale =
        Math.min(
            1,
            Math.min(
                screen.width() / Math.max(1, area.width()),
                screen.height() / Math.max(1, area.height())));
    double clamped = Math.max(MIN_SCALE, scale);
    return at(clamped, area.centreX(), area.centreY(), screen.centreX(), screen.centreY());
  }

  /** Shows a place of the picture at a place of the screen. */
  public static Viewport at(double scale, double x, double y, double screenX, double screenY) {
    return new Viewport(scale, screenX - x * scale, screenY - y * scale);
  }

  /** Moved as little as needed to bring an area into the screen; its middle if it is too large. */
  public Viewport reveal(Bounds area, Bounds screen) {
    Bounds shown = toScreen(area);
    return pan(
        step(shown.x(), shown.maxX(), screen.x(), screen.maxX()),
        step(shown.y(), shown.maxY(), screen.y(), screen.maxY()));
  }

  /** Moved as little as needed for at least so many pixels of an area to stay on the screen. */
  public Viewport keepInSight(Bounds area, Bounds screen, double pixels) {
    Bounds shown = toScreen(area);
    double width = Math.min(pixels, shown.width());
    double height = Math.min(pixels, shown.height());
    return pan(
        back(shown.x(), shown.maxX(), screen.x() + width, screen.maxX() - width),
        back(shown.y(), shown.maxY(), screen.y() + height, screen.maxY() - height));
  }

  private static double back(double from, double to, double low, double high) {
    return to < low ? low - to : Math.min(0, high - from);
  }

  private static double step(double from, double to, double low, double high) {
    if (to - from > high - low) {
      return (low + high - from - to) / 2;
    }
    return from < low ? low - from : Math.min(0, high - to);
  }
}
