package io.splitboard.app.window.canvas.chart;

import io.splitboard.app.picture.chart.PlotArea;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.window.canvas.CanvasPane;
import java.util.ArrayList;
import java.util.List;

/** Best value found and bound over the time of a solve. Use on the JavaFX thread. */
public final class IncumbentChart extends CanvasPane {

  private static final TextStyle NOTE = TextStyle.bold(11).right();

  private final List<Point> incumbents = new ArrayList<>();
  private final List<Point> bounds = new ArrayList<>();
  private double seconds;
  private String note = "";
  private String unit = "ms";

  /** An empty chart. */
  public IncumbentChart() {
    super(1);
    setPrefSize(240, 160);
    setAccessibleText("Bound and incumbent over time");
  }

  /** Forgets everything, for a new solve whose values have this unit. */
  public void clear(String unitOfValues) {
    unit = unitOfValues;
    incumbents.clear();
    bounds.clear();
    seconds = 0;
    note = "";
    redraw(0);
  }

  /**
   * Adds what a solver tells.
   *
   * @param atSeconds since the start
   * @param value best value so far; not finite while there is none
   * @param bound no value can be less; not finite while there is none
   */
  public void add(double atSeconds, double value, double bound) {
    seconds = Math.max(seconds, atSeconds);
    if (Double.isFinite(value)) {
      incumbents.add(new Point(atSeconds, value));
    }
    if (Double.isFinite(bound)) {
      bounds.add(new Point(atSeconds, bound));
    }
    redraw(0);
  }

  /** Tells how the solve ended, for example {@code proved optimal · 0.8 s}. */
  public void finish(double atSeconds, String text) {
    seconds = Math.max(seconds, atSeconds);
    note = text;
    setAccessibleText("Bound and incumbent over time: " + text);
    redraw(0);
  }

  @Override
  protected void paint(int layer, Painter painter) {
    List<Double> values = new ArrayList<>();
    incumbents.forEach(point -> values.add(point.y()));
    bounds.forEach(point -> values.add(point.y()));
    double until = Math.max(seconds, 0.01);
    PlotArea plot =
        PlotArea.of(area(), new PlotArea.Range(0, until * 1.02), PlotArea.Range.of(values), 20);
    plot.paint(painter, area(), "Bound and incumbent, " + unit, "s", getPalette());
    Colour incumbent = getPalette().device(1);
    Colour bound = getPalette().device(0);
    curve(painter, plot, incumbents, until, incumbent, "incumbent", -5);
    curve(painter, plot, bounds, until, bound, "bound", 13);
    painter.text(note, plot.x().high(), PlotArea.headerBaseline(area()), NOTE, getPalette().good());
  }

  private static void curve(
      Painter painter,
      PlotArea plot,
      List<Point> values,
      double until,
      Colour colour,
      String name,
      double lift) {
    if (values.isEmpty()) {
      return;
    }
    List<Point> line = plot.steps(values, until);
    painter.line(line, Stroke.solid(colour, 1.6));
    Point start = line.get(0);
    // Below the axis stand its figures.
    boolean low = start.y() + lift > plot.y().low() - 2;
    painter.text(name, start.x() + 4, start.y() + (low ? -5 : lift), TextStyle.of(10), colour);
  }
}
