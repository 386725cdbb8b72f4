package io.splitboard.app.study.chart;

import io.splitboard.app.report.DeviceColours;
import io.splitboard.app.report.Svg;
import java.util.List;

/** What charts have in common: size, axes, legend. */
final class Frame {

  static final double WIDTH = 860;
  static final double HEIGHT = 360;
  static final double LEFT = 66;
  static final double RIGHT = WIDTH - 16;
  static final double TOP = 40;
  static final double BOTTOM = HEIGHT - 44;

  private static final double LEGEND_CHARACTER = 6.8;

  private Frame() {}

  /** Lines across and the values of the vertical axis. */
  static void vertical(Svg svg, Scale y, String title) {
    for (double mark : y.marks()) {
      svg.line(LEFT, y.at(mark), RIGHT, y.at(mark), "grid");
      svg.text(LEFT - 6, y.at(mark) + 4, "end", "small", Scale.text(mark));
    }
    svg.text(8, 14, "start", "small", title);
  }

  /** Values and title of the horizontal axis. */
  static void horizontal(Svg svg, Scale x, String title) {
    for (double mark : x.marks()) {
      svg.line(x.at(mark), BOTTOM, x.at(mark), BOTTOM + 4, "axis");
      svg.text(x.at(mark), BOTTOM + 17, "middle", "small", Scale.text(mark));
    }
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
    svg.text((LEFT + RIGHT) / 2, HEIGHT - 8, "middle", "small", title);
  }

  /** Names of the series with their colours, above the chart. */
  static void legend(Svg svg, List<String> names, DeviceColours colours) {
    double x = LEFT;
    for (String name : names) {
      svg.rectangle(x, 22, 12, 8, 2, "stroke:none;fill:" + colours.of(name), "");
      svg.text(x + 17, 30, "start", "small", name);
      x += 34 + LEGEND_CHARACTER * name.length();
    }
  }
}
