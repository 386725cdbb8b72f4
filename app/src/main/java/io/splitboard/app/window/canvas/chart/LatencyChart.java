package io.splitboard.app.window.canvas.chart;

import io.splitboard.app.picture.chart.PlotArea;
import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.app.window.canvas.CanvasPane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Measured latency of the last requests, with the predicted one as a line. Use on the JavaFX
 * thread.
 */
public final class LatencyChart extends CanvasPane {

  private static final int KEPT = 600;

  private final Deque<Point> history = new ArrayDeque<>();
  private Reading predictedMs = Reading.NONE;

  /** An empty chart. */
  public LatencyChart() {
    super(1);
    setPrefSize(400, 200);
    setAccessibleText("Latency history");
  }

  /** Forgets all requests. */
  public void clear() {
    history.clear();
    redraw(0);
  }

  /** Adds a completed request. */
  public void add(int request, double latencyMs) {
    if (history.size() == KEPT) {
      history.removeFirst();
    }
    history.addLast(new Point(request, latencyMs));
    redraw(0);
  }

  /** What was predicted for a request. */
  public void setPredicted(Reading ms) {
    predictedMs = ms;
    redraw(0);
  }

  @Override
  protected void paint(int layer, Painter painter) {
    List<Double> values = new ArrayList<>(history.stream().map(Point::y).toList());
    if (predictedMs.known()) {
      values.add(predictedMs.value());
    }
    double first = history.isEmpty() ? 0 : history.getFirst().x();
    double last = history.isEmpty() ? 1 : history.getLast().x();
    PlotArea plot =
        PlotArea.of(
            area(),
            new PlotArea.Range(first, Math.max(first + 10, last)),
            PlotArea.Range.of(values),
            predictedMs.known() ? 14 : 0);
    plot.paint(painter, area(), "Latency of each request, ms", "request", getPalette());
    if (predictedMs.known()) {
      double y = plot.y().pixel(predictedMs.value());
      painter.line(plot.x().low(), y, plot.x().high(), y, Stroke.dashed(getPalette().muted(), 1.2));
      painter.text(
          "dashed: predicted " + Units.ms(predictedMs.value()),
          plot.x().high(),
          PlotArea.headerBaseline(area()),
          TextStyle.of(10).right(),
          getPalette().muted());
    }
    List<Point> line = history.stream().map(point -> plot.place(point.x(), point.y())).toList();
    if (line.size() > 1) {
      painter.line(line, Stroke.solid(getPalette().device(0), 1.4));
    }
    if (line.size() < 80) {
      line.forEach(point -> painter.dot(point.x(), point.y(), 2, getPalette().device(0)));
    }
    if (history.isEmpty()) {
      painter.text(
          "no request yet",
          area().centreX(),
          area().centreY(),
          TextStyle.of(11).centred(),
          getPalette().muted());
    }
  }
}
