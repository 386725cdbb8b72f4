package io.splitboard.app.study.chart;

import io.splitboard.app.report.DeviceColours;
import io.splitboard.app.report.Svg;
import java.util.List;
import java.util.Locale;

/** Groups of bars side by side, one bar of each series in a group. */
public final class BarChart {

  /**
   * Bars of one colour.
   *
   * @param name unique in the chart
   * @param values one for each group; NaN leaves a gap
   */
  public record Series(String name, List<Double> values) {
    /** Copies the list. */
    public Series {
      values = List.copyOf(values);
    }
  }

  private static final double GAP = 0.25;

  private BarChart() {}

  /**
   * The chart as an inline SVG element.
   *
   * @param unit of all values, shown above the axis
   * @param groups names of the groups from left to right
   */
  public static String of(String title, String unit, List<String> groups, List<Series> series) {
    List<Double> all =
        series.stream().flatMap(one -> one.values().stream()).filter(Double::isFinite).toList();
    Scale up = Scale.over(all, false, Frame.BOTTOM, Frame.TOP);
    List<String> names = series.stream().map(Series::name).toList();
    DeviceColours colours = new DeviceColours(names);
    Svg svg = new Svg(Frame.WIDTH, Frame.HEIGHT, title);
    Frame.vertical(svg, up, unit);
    Frame.legend(svg, names, colours);
    double room = (Frame.RIGHT - Frame.LEFT) / groups.size();
    double width = room * (1 - GAP) / series.size();
    for (int g = 0; g < groups.size(); g++) {
      double left = Frame.LEFT + g * room + room * GAP / 2;
      for (int s = 0; s < series.size(); s++) {
        double value = series.get(s).values().get(g);
        if (Double.isFinite(value)) {
          bar(svg, left + s * width, width, up, value, groups.get(g), names.get(s), colours);
        }
      }
      svg.text(left + room * (1 - GAP) / 2, Frame.BOTTOM + 17, "middle", "small", groups.get(g));
    }
    svg.line(Frame.LEFT, up.at(0), Frame.RIGHT, up.at(0), "axis");
    return svg.element();
  }

  private static void bar(
      Svg svg,
      double x,
      double width,
      Scale up,
      double value,
      String group,
      String name,
      DeviceColours colours) {
    double top = Math.min(up.at(value), up.at(0));
    svg.rectangle(
        x,
        top,
        width - 1,
        Math.abs(up.at(value) - up.at(0)),
        1.5,
        "stroke:none;fill:" + colours.of(name),
        String.format(Locale.ROOT, "%s, %s: %.6g", group, name, value));
  }
}
