package io.splitboard.app.study.chart;

import io.splitboard.app.report.DeviceColours;
import io.splitboard.app.report.Svg;
import java.util.List;
import java.util.Locale;

/** Timed work on lanes over one axis. */
public final class GanttChart {

  /** What kind of work a bar is. */
  public enum Work {
    /** Computing: full colour of the lane. */
    COMPUTE,
    /** Loading weights: the lane's colour, pale. */
    LOAD,
    /** Waiting with loaded weights: an outline. */
    WAIT,
    /** A tensor on its way: grey. */
    TRANSFER
  }

  /**
   * A bar.
   *
   * @param lane one of the chart's lanes
   * @param what name of the work, written into the bar where there is room
   */
  public record Bar(String lane, double startMs, double endMs, String what, Work work) {}

  private static final double LEFT = 110;
  private static final double RIGHT = Frame.WIDTH - 16;
  private static final double LANE = 34;
  private static final double HEAD = 26;
  private static final double THICK = 20;
  private static final double CHARACTER = 6.5;

  private GanttChart() {}

  /** The chart as an inline SVG element, lanes from top to bottom. */
  public static String of(String title, List<String> lanes, List<Bar> bars) {
    double height = HEAD + lanes.size() * LANE + 8;
    Svg svg = new Svg(Frame.WIDTH, height, title);
    double end = bars.stream().mapToDouble(Bar::endMs).max().orElse(1);
    Scale across = new Scale(0, end > 0 ? end : 1, false, LEFT, RIGHT);
    for (double mark : across.marks()) {
      svg.line(across.at(mark), HEAD - 8, across.at(mark), height - 6, "grid");
      svg.text(across.at(mark), 12, "middle", "small", Scale.text(mark) + " ms");
    }
    DeviceColours colours = new DeviceColours(lanes);
    for (int i = 0; i < lanes.size(); i++) {
      String lane = lanes.get(i);
      double y = HEAD + i * LANE;
      svg.text(LEFT - 8, y + THICK / 2 + 4, "end", "lane", lane);
      for (Bar bar : bars) {
        if (bar.lane().equals(lane)) {
          draw(svg, bar, across, y, colours.of(lane));
        }
      }
    }
    return svg.element();
  }

  private static void draw(Svg svg, Bar bar, Scale across, double y, String colour) {
    double x = across.at(bar.startMs());
    double width = Math.max(1, across.at(bar.endMs()) - x);
    String style =
        switch (bar.work()) {
          case COMPUTE -> "stroke:none;fill:" + colour;
          case LOAD -> "stroke:" + colour + ";fill:" + colour + ";fill-opacity:.3";
          case WAIT -> "stroke:" + colour + ";fill:none;stroke-dasharray:3 3";
          case TRANSFER -> "stroke:none;fill:#777777";
        };
    String tooltip =
        String.format(
            Locale.ROOT,
            "%s (%s): %.3f to %.3f ms",
            bar.what(),
            bar.work().name().toLowerCase(Locale.ROOT),
            bar.startMs(),
            bar.endMs());
    svg.rectangle(x, y, width, THICK, 2, style, tooltip);
    if (bar.what().length() * CHARACTER < width - 4) {
      String look = bar.work() == Work.COMPUTE || bar.work() == Work.TRANSFER ? "inverse" : "small";
      svg.text(x + width / 2, y + THICK / 2 + 4, "middle", look, bar.what());
    }
  }
}
