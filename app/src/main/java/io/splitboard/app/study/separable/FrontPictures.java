package io.splitboard.app.study.separable;

import io.splitboard.app.study.chart.LineChart;
import io.splitboard.app.study.chart.LineChart.Axis;
import io.splitboard.app.study.chart.LineChart.Point;
import io.splitboard.app.study.chart.LineChart.Series;
import io.splitboard.separable.policy.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Wrong answers over bytes and over latency, for judged policies and for tested networks. */
final class FrontPictures {

  private static final double KIB = 1024;
  private static final Axis WRONG = new Axis("wrong answers, %", false);

  private FrontPictures() {}

  /**
   * The picture over bytes.
   *
   * @param judged all policies of the search
   * @param front those that no other beats in accuracy, bytes and latency
   * @param tested fine-tuned networks, accuracy on test images; may be empty
   */
  static String bytes(
      String title,
      Collection<Candidate> judged,
      Collection<Candidate> front,
      Collection<Candidate> tested) {
    return chart(
        title,
        new Axis("exchanged KiB per request", false),
        candidate -> candidate.bytes() / KIB,
        List.of(List.copyOf(judged), List.copyOf(front), List.copyOf(tested)));
  }

  /** The same over modelled latency. */
  static String latency(
      String title,
      Collection<Candidate> judged,
      Collection<Candidate> front,
      Collection<Candidate> tested) {
    return chart(
        title,
        new Axis("modelled latency, ms", false),
        Candidate::latencyMs,
        List.of(List.copyOf(judged), List.copyOf(front), List.copyOf(tested)));
  }

  private static String chart(
      String title, Axis x, ToDoubleFunction<Candidate> across, List<List<Candidate>> groups) {
    List<String> names =
        List.of(
            "judged by the search (shared weights, validation)",
            "of these, the Pareto front",
            "fine-tuned (test images)");
    List<Series> series = new ArrayList<>();
    for (int group = 0; group < names.size(); group++) {
      if (!groups.get(group).isEmpty()) {
        series.add(new Series(names.get(group), points(groups.get(group), across), false));
      }
    }
    return LineChart.of(title, x, WRONG, series);
  }

  private static List<Point> points(
      List<Candidate> candidates, ToDoubleFunction<Candidate> across) {
    return candidates.stream()
        .sorted(Comparator.comparingDouble(across))
        .map(
            candidate ->
                new Point(
                    across.applyAsDouble(candidate),
                    100 * (1 - candidate.accuracy()),
                    note(candidate)))
        .toList();
  }

  private static String note(Candidate candidate) {
    return String.format(
        Locale.ROOT,
        "(policy %s: %.2f %% right, %,d B, %.3f ms)",
        candidate.policy(),
        100 * candidate.accuracy(),
        candidate.bytes(),
        candidate.latencyMs());
  }
}
