package io.splitboard.app.window.canvas.chart;

import io.splitboard.app.picture.chart.DistributionPicture;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.window.canvas.CanvasPane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latencies of a few experiments. Use on the JavaFX thread. */
public final class DistributionChart extends CanvasPane {

  private Map<String, List<Double>> samples = Map.of();

  /** An empty chart. */
  public DistributionChart() {
    super(1);
    setPrefSize(400, 240);
    setAccessibleText("Distribution of latencies");
  }

  /** Shows latencies in ms by the experiment's name, in the given order. */
  public void setSamples(Map<String, List<Double>> latenciesMs) {
    samples = new LinkedHashMap<>(latenciesMs);
    redraw(0);
  }

  @Override
  protected void paint(int layer, Painter painter) {
    DistributionPicture.paint(painter, area(), samples, getPalette());
  }
}
