package io.splitboard.app.picture.paint;

/** A place in a picture; y grows downwards. */
public record Point(double x, double y) {

  /** The place that lies a step away. */
  public Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  /** Straight distance to another place. */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  /** Shortest distance to the straight line between two places. */
  public double distanceToSegment(Point from, Point to) {
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    double length = dx * dx + dy * dy;
    double along = length == 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / length;
    double clamped = Math.max(0, Math.min(1, along));
    return distance(new Point(from.x + clamped * dx, from.y + clamped * dy));
  }
}
