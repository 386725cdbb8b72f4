package io.splitboard.app.study.prediction;

import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.chart.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Pictures and the table of all designs. */
final class PredictionReport {

  private PredictionReport() {}

  static List<StudySection> sections(List<Trial> trials) {
    return List.of(
        StudySection.of(
            "How it was done",
            new StudySection.Text(
                "Three virtual devices on this computer are profiled once per network, layer by"
                    + " layer and link by link. Each design is predicted from that profile before"
                    + " it is deployed; no figure of a design's own run enters its prediction."
                    + " Where the host of this computer takes over 25 % of the processor time away"
                    + " that is wanted while a design is deployed or run, the design is run once"
                    + " more, in all networks a few times at most; how far off its prediction was"
                    + " is not looked at. "
                    + steadiness(trials))),
        StudySection.of(
            "Latency of one request",
            new StudySection.Picture(
                scatter(
                    "Latency, predicted against measured",
                    "ms",
                    trials,
                    Trial::measuredLatencyMs,
                    Trial::predictedLatencyMs))),
        StudySection.of(
            "Throughput",
            new StudySection.Picture(
                scatter(
                    "Throughput, predicted against measured",
                    "per s",
                    trials,
                    Trial::measuredPerSecond,
                    Trial::predictedPerSecond))),
        StudySection.of("All designs", table(trials)));
  }

  private static String steadiness(List<Trial> trials) {
    int again = trials.stream().mapToInt(trial -> trial.conditions().tries() - 1).sum();
    long unsteady = trials.stream().filter(trial -> !trial.isSteady()).count();
    return "This time that was done %d times; after the last run of %d of %d designs the computer was still not steady."
        .formatted(again, unsteady, trials.size());
  }

  private static String scatter(
      String title,
      String unit,
      List<Trial> trials,
      ToDoubleFunction<Trial> measured,
      ToDoubleFunction<Trial> predicted) {
    List<LineChart.Series> series = new ArrayList<>();
    double low = trials.stream().mapToDouble(measured).min().orElseThrow();
    double high = trials.stream().mapToDouble(measured).max().orElseThrow();
    series.add(
        new LineChart.Series(
            "equal",
            List.of(new LineChart.Point(low, low, ""), new LineChart.Point(high, high, "")),
            true));
    trials.stream()
        .map(Trial::network)
        .distinct()
        .forEach(network -> series.add(points(network, trials, measured, predicted)));
    return LineChart.of(
        title,
        new LineChart.Axis("measured, " + unit, true),
        new LineChart.Axis("predicted, " + unit, true),
        series);
  }

  private static LineChart.Series points(
      String network,
      List<Trial> trials,
      ToDoubleFunction<Trial> measured,
      ToDoubleFunction<Trial> predicted) {
    List<LineChart.Point> points =
        trials.stream()
            .filter(trial -> trial.network().equals(network))
            .map(
                trial ->
                    new LineChart.Point(
                        measured.applyAsDouble(trial),
                        predicted.applyAsDouble(trial),
                        trial.design()))
            .toList();
    return new LineChart.Series(shortName(network), points, false);
  }

  private static StudySection.Table table(List<Trial> trials) {
    List<List<String>> rows = new ArrayList<>();
    for (Trial trial : trials) {
      rows.add(
          List.of(
              shortName(trial.network()),
              trial.design(),
              text("%.1f", trial.predictedLatencyMs()),
              text("%.1f", trial.measuredLatencyMs()),
              text("%+.1f %%", 100 * trial.latencyError()),
              text("%.2f", trial.predictedPerSecond()),
              text("%.2f", trial.measuredPerSecond()),
              text("%+.1f %%", 100 * trial.throughputError()),
              range(trial),
              text("%.0f %%", 100 * trial.conditions().stolen())
                  + (trial.conditions().tries() > 1 ? ", try " + trial.conditions().tries() : "")));
    }
    return new StudySection.Table(
        List.of(
            "network",
            "design",
            "latency predicted, ms",
            "measured, ms",
            "error",
            "throughput predicted, /s",
            "measured, /s",
            "error",
            "nine of ten cases",
            "time stolen"),
        rows);
  }

  static String shortName(String network) {
    return network.replace("zoo:", "").replace("?width=", " ").replace("&resolution=", "-");
  }

  private static String range(Trial trial) {
    return trial
        .range()
        .map(
            one ->
                text("%.1f", one.latencyLowMs())
                    + text(" to %.1f ms", one.latencyHighMs())
                    + (trial.latencyIsCovered() ? "" : " (outside)")
                    + text(", %.2f", one.perSecondLow())
                    + text(" to %.2f /s", one.perSecondHigh())
                    + (trial.throughputIsCovered() ? "" : " (outside)"))
        .orElse("not known");
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
