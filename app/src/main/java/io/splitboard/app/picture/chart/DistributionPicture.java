package io.splitboard.app.picture.chart;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.SvgPainter;
import io.splitboard.app.picture.paint.SvgPicture;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.app.picture.paint.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Latencies of a few experiments as cumulative shares: how many of its requests took at most so
 * long. Nothing is lost in bins, and curves lie over each other readably.
 */
public final class DistributionPicture {

  private static final int POINTS = 600;

  private DistributionPicture() {}

  /** The chart as SVG, with latencies in ms by the experiment's name, in the given order. */
  public static SvgPicture of(
      Map<String, List<Double>> latenciesMs, double width, double height, Palette palette) {
    SvgPainter painter = new SvgPainter();
    paint(painter, new Bounds(0, 0, width, height), latenciesMs, palette);
    return painter.picture("Distribution of latencies", width, height);
  }

  /** Draws the chart on an area. */
  public static void paint(
      Painter painter, Bounds area, Map<String, List<Double>> samples, Palette palette) {
    List<Double> all = new ArrayList<>();
    samples.values().forEach(all::addAll);
    PlotArea plot =
        PlotArea.of(
            area, PlotArea.Range.of(all), new PlotArea.Range(0, 100), 15.0 * samples.size());
    plot.paint(painter, area, "Requests that took at most so long, %", "ms", palette);
    double y = PlotArea.headerBaseline(area);
    int index = 0;
    for (Map.Entry<String, List<Double>> sample : samples.entrySet()) {
      Colour colour = palette.device(index++);
      List<Double> sorted = sample.getValue().stream().sorted().toList();
      if (sorted.isEmpty()) {
        continue;
      }
      painter.line(curve(plot, sorted), Stroke.solid(colour, 1.8));
      double median = sorted.get((sorted.size() - 1) / 2);
      TextStyle style = TextStyle.of(10.5);
      String text =
          sample.getKey() + " · median " + Units.ms(median) + " · " + sorted.size() + " requests";
      double left = plot.x().low() + 10;
      painter.dot(left, y - 4, 4, colour);
      painter.text(
          TextWidth.fit(text, style, area.width() - 80), left + 10, y, style, palette.text());
      y += 15;
    }
  }

  private static List<Point> curve(PlotArea plot, List<Double> sorted) {
    List<Point> values = new ArrayList<>();
    values.add(new Point(sorted.get(0), 0));
    int step = Math.max(1, sorted.size() / POINTS);
    for (int i = step - 1; i < sorted.size(); i += step) {
      values.add(new Point(sorted.get(i), 100.0 * (i + 1) / sorted.size()));
    }
    values.add(new Point(sorted.get(sorted.size() - 1), 100));
    return plot.steps(values, plot.x().to());
  }
}
