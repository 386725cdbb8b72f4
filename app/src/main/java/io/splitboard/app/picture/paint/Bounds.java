package io.splitboard.app.picture.paint;

import java.util.List;

/** An upright rectangle of a picture; y grows downwards. */
public record Bounds(double x, double y, double width, double height) {

  /** The rectangle between two opposite corners. */
  public static Bounds between(Point a, Point b) {
    return new Bounds(
        Math.min(a.x(), b.x()),
        Math.min(a.y(), b.y()),
        Math.abs(a.x() - b.x()),
        Math.abs(a.y() - b.y()));
  }

  /** The smallest rectangle around some places, at least one. */
  public static Bounds around(List<Point> points) {
    Bounds all = new Bounds(points.get(0).x(), points.get(0).y(), 0, 0);
    for (Point point : points) {
      all = all.union(new Bounds(point.x(), point.y(), 0, 0));
    }
    return all;
  }

  /** Right side. */
  public double maxX() {
    return x + width;
  }

  /** Lower side. */
  public double maxY() {
    return y + height;
  }

  /** Middle between left and right. */
  public double centreX() {
    return x + width / 2;
  }

  /** Middle between top and bottom. */
  public double centreY() {
    return y + height / 2;
  }

  /** Whether a place lies inside or on the border. */
  public boolean contains(Point point) {
    return point.x() >= x && point.x() <= maxX() && point.y() >= y && point.y() <= maxY();
  }

  /** Whether the two share a place. */
  public boolean intersects(Bounds other) {
    return other.x <= maxX() && other.maxX() >= x && other.y <= maxY() && other.maxY() >= y;
  }

  /** The smallest rectangle around both. */
  public Bounds union(Bounds other) {
    double left = Math.min(x, other.x);
    double top = Math.min(y, other.y);
    return new Bounds(
        left, top, Math.max(maxX(), other.maxX()) - left, Math.max(maxY(), other.maxY()) - top);
  }

  /** Larger on every side by the same amount. */
  public Bounds grow(double margin) {
    return new Bounds(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  /** Moved by a step. */
  public Bounds plus(double dx, double dy) {
    return new Bounds(x + dx, y + dy, width, height);
  }
}
