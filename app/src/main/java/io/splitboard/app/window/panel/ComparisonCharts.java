package io.splitboard.app.window.panel;

import io.splitboard.app.window.canvas.chart.DistributionChart;
import io.splitboard.core.project.Comparison;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.simulation.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings a comparison's latencies to the chart. */
final class ComparisonCharts {
  private ComparisonCharts() {}

  static void show(DistributionChart chart, Comparison comparison) {
    Map<String, List<Double>> samples = new LinkedHashMap<>();
    samples.put("A  " + comparison.a().name(), latencies(comparison.a()));
    samples.put("B  " + comparison.b().name(), latencies(comparison.b()));
    chart.setSamples(samples);
  }

  private static List<Double> latencies(Experiment experiment) {
    return experiment.measured().requests().stream().map(Trace.RequestRun::latencyMs).toList();
  }
}
