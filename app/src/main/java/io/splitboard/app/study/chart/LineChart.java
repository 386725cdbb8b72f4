package io.splitboard.app.study.chart;

import io.splitboard.app.report.DeviceColours;
import io.splitboard.app.report.Svg;
import java.util.List;
import java.util.Locale;

/** Lines through points, with a legend. */
public final class LineChart {

  /** An axis: its title with the unit, and whether equal steps are equal factors. */
  public record Axis(String title, boolean logarithmic) {}

  /** A point; the note is shown when the mouse rests on it and may be empty. */
  public record Point(double x, double y, String note) {}

  /**
   * A line.
   *
   * @param name unique in the chart
   * @param points from left to right
   * @param joined whether a line joins them; else they stand alone
   */
  public record Series(String name, List<Point> points, boolean joined) {
    /** Copies the list. */
    public Series {
      points = List.copyOf(points);
    }
  }

  private LineChart() {}

  /** The chart as an inline SVG element. At least one point is needed. */
  public static String of(String title, Axis x, Axis y, List<Series> series) {
    List<Point> all = series.stream().flatMap(one -> one.points().stream()).toList();
    Scale across =
        Scale.over(
            all.stream().map(Point::x).toList(), x.logarithmic(), Frame.LEFT + 8, Frame.RIGHT - 8);
    Scale up =
        Scale.over(all.stream().map(Point::y).toList(), y.logarithmic(), Frame.BOTTOM, Frame.TOP);
    List<String> names = series.stream().map(Series::name).toList();
    DeviceColours colours = new DeviceColours(names);
    Svg svg = new Svg(Frame.WIDTH, Frame.HEIGHT, title);
    Frame.vertical(svg, up, y.title());
    Frame.horizontal(svg, across, x.title());
    Frame.legend(svg, names, colours);
    for (Series one : series) {
      draw(svg, one, across, up, colours.of(one.name()));
    }
    return svg.element();
  }

  private static void draw(Svg svg, Series series, Scale across, Scale up, String colour) {
    double[] line = new double[2 * series.points().size()];
    for (int i = 0; i < series.points().size(); i++) {
      line[2 * i] = across.at(series.points().get(i).x());
      line[2 * i + 1] = up.at(series.points().get(i).y());
    }
    if (series.joined()) {
      svg.polyline(line, "stroke-width:2;stroke:" + colour, series.name());
    }
    for (int i = 0; i < series.points().size(); i++) {
      Point point = series.points().get(i);
      String values =
          String.format(
              Locale.ROOT, "%s: %.6g, %.6g %s", series.name(), point.x(), point.y(), point.note());
      svg.dot(line[2 * i], line[2 * i + 1], 3.5, "fill:" + colour, values.trim());
    }
  }
}
