package io.splitboard.app.window.panel;

import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.window.canvas.chart.LatencyChart;
import io.splitboard.app.window.model.LiveStatistics;
import io.splitboard.app.window.model.ProjectSession;
import io.splitboard.core.simulation.Summary;
import javafx.scene.layout.StackPane;

/** The latency of every request of the run. */
final class LatencyPane extends StackPane {
  private final ProjectSession session;
  private final LatencyChart chart = new LatencyChart();
  private long fed;

  LatencyPane(ProjectSession session) {
    this.session = session;
    chart.setId("latency-chart");
    getChildren().add(chart);
    session.run().snapshotProperty().addListener((value, before, now) -> feed(now));
    session.prediction().shownProperty().addListener((value, before, now) -> showPrediction());
    session.designs().currentProperty().addListener((value, before, now) -> showPrediction());
    showPrediction();
  }

  private void feed(LiveStatistics.Snapshot snapshot) {
    if (snapshot.completed() < fed) {
      chart.clear();
      fed = 0;
    }
    double[] latencies = snapshot.latenciesMs();
    for (long request = fed; request < snapshot.completed(); request++) {
      int position = latencies.length - (int) (snapshot.completed() - request);
      if (position >= 0) {
        chart.add((int) request, latencies[position]);
      }
    }
    fed = snapshot.completed();
  }

  private void showPrediction() {
    Summary expected = session.expected().orElse(null);
    chart.setPredicted(expected == null ? Reading.NONE : Reading.of(expected.latencyP50Ms()));
  }

  void dress(Palette palette) {
    chart.setPalette(palette);
  }
}
