package io.splitboard.app.study.rows;

import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.solver.selection.ModelSelection.Choice;
import io.splitboard.solver.selection.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the report says about choosing a model. */
final class SelectingSections {

  private SelectingSections() {}

  static StudySection table(List<Selecting.Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (String width : MobileNetFamily.WIDTHS) {
      List<String> line = new ArrayList<>(List.of(width));
      for (int resolution : MobileNetFamily.RESOLUTIONS) {
        String name = MobileNetFamily.name(width, resolution);
        Selecting.Row row =
            rows.stream().filter(one -> one.model().equals(name)).findFirst().orElseThrow();
        line.add(format("%.1f → %.1f (%.1f %%)", row.aloneMs(), row.bestMs(), row.accuracy()));
      }
      cells.add(line);
    }
    List<String> header = new ArrayList<>(List.of("width"));
    MobileNetFamily.RESOLUTIONS.forEach(resolution -> header.add(resolution + "²"));
    return StudySection.of(
        "MobileNet-V1: one device → three, ms (ImageNet top-1)",
        new Text(
            "Three equal devices of 7.6 GMAC/s with 0.1 ms for each chunk of rows, 939 Mbit/s, 0.2 ms"
                + " delay. Accuracies are those of the published checkpoints; they are metadata, and"
                + " nothing here measures them."),
        new Table(header, cells));
  }

  static StudySection chosen(List<Selecting.Chosen> wired, List<Selecting.Chosen> wireless) {
    return StudySection.of(
        "The most accurate model in time",
        new Text(
            "The most accurate that answers within the deadline, of equally accurate ones the faster;"
                + " nothing in time: the fastest, marked “late”."),
        table(Selecting.WIRED, wired),
        table(Selecting.WIRELESS, wireless));
  }

  private static Table table(int rate, List<Selecting.Chosen> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (Selecting.Chosen row : rows) {
      cells.add(
          List.of(
              format("%.0f ms", row.deadlineMs()),
              choice(row.alone()),
              choice(row.distributed()),
              choice(row.both()) + ", " + row.both().candidate().mode().words()));
    }
    return new Table(
        List.of(rate + " Mbit/s, deadline", "stand-alone", "distributed", "either"), cells);
  }

  private static String choice(Choice choice) {
    return format(
            "%s (%.1f %%), %.1f ms",
            choice.candidate().model(),
            choice.candidate().accuracy(),
            choice.candidate().latencyMs())
        + (choice.inTime() ? "" : ", late");
  }

  static StudySection served(List<Selecting.Served> rows) {
    String reliability =
        LineChart.of(
            "Service reliability over the deadline",
            new LineChart.Axis("deadline, ms", true),
            new LineChart.Axis("share of requests in time", false),
            series(rows, Reliability::share));
    String accuracy =
        LineChart.of(
            "Mean accuracy of the requests in time",
            new LineChart.Axis("deadline, ms", true),
            new LineChart.Axis("ImageNet top-1, %", false),
            series(rows, Reliability::meanAccuracy));
    return StudySection.of(
        "A link that varies (simulated)",
        new Text(
            format(
                "%d requests while the link walks at random between %.0f and %.0f Mbit/s. Each request"
                    + " is chosen, and its rows are shared out, by the rate of the request before; it"
                    + " runs at its own. A link that drops meanwhile can break a deadline that looked"
                    + " safe, which is why the distributed modes are below 1 in places.",
                Selecting.REQUESTS,
                Selecting.LEAST * Selecting.WIRED,
                Selecting.MOST * Selecting.WIRED)),
        new Picture(reliability),
        new Picture(accuracy));
  }

  private static List<LineChart.Series> series(
      List<Selecting.Served> rows, ToDoubleFunction<Reliability> value) {
    return List.of(
        series("stand-alone", rows, Selecting.Served::alone, value),
        series("distributed", rows, Selecting.Served::distributed, value),
        series("either", rows, Selecting.Served::both, value));
  }

  private static LineChart.Series series(
      String name,
      List<Selecting.Served> rows,
      Function<Selecting.Served, Reliability> mode,
      ToDoubleFunction<Reliability> value) {
    return new LineChart.Series(
        name,
        rows.stream()
            .map(
                row ->
                    new LineChart.Point(row.deadlineMs(), value.applyAsDouble(mode.apply(row)), ""))
            .toList(),
        true);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
