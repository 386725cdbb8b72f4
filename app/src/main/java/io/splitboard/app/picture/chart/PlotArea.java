package io.splitboard.app.picture.chart;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.app.picture.timeline.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * Axes of a small chart.
 *
 * @param x horizontal axis, growing to the right
 * @param y vertical axis, growing upwards
 */
public record PlotArea(Scale x, Scale y) {

  private static final TextStyle TITLE = TextStyle.of(10.5);
  private static final TextStyle TICK = TextStyle.of(9.5);
  private static final double LEFT = 44;
  private static final double RIGHT = 12;
  private static final double TOP = 26;
  private static final double BOTTOM = 30;
  private static final double TICKS_X = 56;
  private static final double TICKS_Y = 28;
  private static final int LONGEST_UNIT = 3;

  /** A range that an axis shows: never empty. */
  public record Range(double from, double to) {

    /** The range of some values with a little room, from zero where that is not far away. */
    public static Range of(List<Double> values) {
      double least = values.stream().mapToDouble(v -> v).min().orElse(0);
      double most = values.stream().mapToDouble(v -> v).max().orElse(1);
      if (most <= least) {
        double half = Math.max(1e-6, Math.abs(most) * 0.1);
        return new Range(least - half, most + half);
      }
      double room = (most - least) * 0.06;
      boolean nearZero = least >= 0 && least < 0.4 * most;
      return new Range(nearZero ? 0 : least - room, most + room);
    }
  }

  /**
   * Places the axes.
   *
   * @param header pixels to keep free between the title and the plot
   */
  public static PlotArea of(Bounds area, Range x, Range y, double header) {
    return new PlotArea(
        new Scale(
            x.from(), x.to(), area.x() + LEFT, Math.max(area.x() + LEFT + 1, area.maxX() - RIGHT)),
        new Scale(
            y.from(),
            y.to(),
            Math.max(area.y() + TOP + header + 1, area.maxY() - BOTTOM),
            area.y() + TOP + header));
  }

  /** First baseline between the title and the plot. */
  public static double headerBaseline(Bounds area) {
    return area.y() + 32;
  }

  /** Place of a value. */
  public Point place(double valueX, double valueY) {
    return new Point(x.pixel(valueX), y.pixel(valueY));
  }

  /**
   * Draws background, title, grid and the names of the axes with their units.
   *
   * @param nameX stands behind the last figure if it is but a unit, else below the figures
   */
  public void paint(Painter painter, Bounds area, String title, String nameX, Palette palette) {
    painter.fillBox(area, 6, palette.background());
    painter.strokeBox(area.grow(-0.5), 6, Stroke.solid(palette.border(), 1));
    painter.text(title, area.x() + 10, area.y() + 16, TITLE, palette.muted());
    for (double tick : y.ticks(TICKS_Y)) {
      double at = y.pixel(tick);
      painter.line(x.low(), at, x.high(), at, Stroke.solid(palette.border().withOpacity(0.6), 1));
      painter.text(y.label(tick, TICKS_Y), x.low() - 6, at + 3, TICK.right(), palette.muted());
    }
    boolean unitOnly = nameX.length() <= LONGEST_UNIT;
    double last = x.ticks(TICKS_X).stream().reduce(0.0, (earlier, later) -> later);
    for (double tick : x.ticks(TICKS_X)) {
      double at = x.pixel(tick);
      String figure = x.label(tick, TICKS_X) + (unitOnly && tick == last ? " " + nameX : "");
      double middle = Math.min(at, area.maxX() - 4 - TextWidth.of(figure, TICK) / 2);
      painter.line(at, y.low(), at, y.low() + 3, Stroke.solid(palette.border(), 1));
      painter.text(figure, middle, y.low() + 13, TICK.centred(), palette.muted());
    }
    if (!unitOnly) {
      painter.text(nameX, x.high(), area.maxY() - 5, TICK.right(), palette.muted());
    }
  }

  /** Places of a curve that stays at each value until the next. */
  public List<Point> steps(List<Point> values, double until) {
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Point value = values.get(i);
      line.add(place(value.x(), value.y()));
      double next = i + 1 < values.size() ? values.get(i + 1).x() : until;
      line.add(place(Math.max(value.x(), next), value.y()));
    }
    return line;
  }
}
