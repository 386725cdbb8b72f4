package io.splitboard.app.study.pipeline;

import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.app.study.chart.BarChart;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.solver.pipeline.PipelineFigures;
import io.splitboard.solver.pipeline.StageFigures;
import io.splitboard.solver.pipeline.StageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The report of the study. */
final class PipelineSections {

  private static final int FLOAT_BYTES = 4;

  private PipelineSections() {}

  static StudySection model() {
    return StudySection.of(
        "What is computed",
        new Text(
            String.format(
                Locale.ROOT,
                "A dispatcher streams inputs through nodes in series and gets the results back, as"
                    + " in DEFER (Parthasarathy and Krishnamachari 2022). Every node does %.0f"
                    + " billion MACs a second and draws %.1f W at work, %.1f W idle; these are"
                    + " stated, not measured. A gain is the throughput over that of one node that"
                    + " only computes.",
                Nodes.GMAC_PER_SECOND,
                Nodes.POWER.loadWatt(),
                Nodes.POWER.idleWatt())),
        new Text(
            "The eight-way cut of ResNet-50 is the one in the authors' code. Their cuts for four"
                + " and six nodes are not known to us: those here are a reconstruction with the"
                + " ideal gains that are known. The best cuts are proved optimal over all places"
                + " where one tensor crosses."));
  }

  /** Elements of what a stage sends, all of them 32-bit floats. */
  static double elements(StageFigures stage) {
    return (double) stage.sentBytes() / FLOAT_BYTES;
  }

  static StudySection stages(String title, Cutting cutting) {
    PipelineFigures figures = cutting.figures(StageModel.SEPARATE_LANES);
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (StageFigures stage : figures.stages()) {
      names.add(stage.stage().device());
      rows.add(
          List.of(
              stage.stage().device(),
              cutting.network().layers().get(stage.stage().from()).id(),
              cutting.network().layers().get(stage.stage().to() - 1).id(),
              number("%.2f", stage.macs() / 1e6),
              number("%,.0f", elements(stage)),
              number("%.2f", stage.computeMs())));
    }
    String chart =
        BarChart.of(
            title,
            "million MACs",
            names,
            List.of(series("MACs of the stage", figures, stage -> stage.macs() / 1e6)));
    return StudySection.of(
        title,
        new Picture(chart),
        new Table(
            List.of("node", "first layer", "last layer", "MMAC", "elements sent", "compute, ms"),
            rows),
        new Text(
            String.format(
                Locale.ROOT,
                "Gain without overhead: all MACs over the largest stage's, %.2f. Payload between"
                    + " nodes: %.2f MB for each result.%s",
                cutting.macGain(),
                figures.payloadBytes() / 1e6,
                cutting.plan().stages().size() < cutting.nodes().count()
                    ? " Further nodes would not make the largest stage smaller."
                    : "")));
  }

  private static BarChart.Series series(
      String name, PipelineFigures figures, ToDoubleFunction<StageFigures> value) {
    return new BarChart.Series(
        name, figures.stages().stream().map(stage -> value.applyAsDouble(stage)).toList());
  }

  static StudySection gains(Map<String, Map<Integer, Cutting>> all) {
    List<String> groups = new ArrayList<>();
    List<BarChart.Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    all.forEach(
        (name, cuts) -> {
          List<Double> gains = cuts.values().stream().map(Cutting::macGain).toList();
          series.add(new BarChart.Series(name, gains));
          List<String> row = new ArrayList<>(List.of(name));
          gains.forEach(gain -> row.add(number("%.2f", gain)));
          rows.add(row);
          groups.clear();
          cuts.keySet().forEach(count -> groups.add(count + " nodes"));
        });
    List<String> header = new ArrayList<>(List.of("network, cut"));
    header.addAll(groups);
    return StudySection.of(
        "Gain without any overhead",
        new Picture(BarChart.of("Gain without any overhead", "× one node", groups, series)),
        new Table(header, rows));
  }

  static StudySection rates(List<RateRow> rows, double alonePerSecond) {
    List<List<String>> table = new ArrayList<>();
    for (RateRow row : rows) {
      table.add(
          List.of(
              number("%.0f", row.mbitPerSecond()),
              number("%.3f", row.authors()),
              number("%.3f", row.modelled()),
              number("%.3f", row.best()),
              String.valueOf(row.bestStages())));
    }
    String chart =
        LineChart.of(
            "ResNet-50 on eight nodes: throughput over link rates",
            new LineChart.Axis("rate of every link, Mbit/s", true),
            new LineChart.Axis("results per second", true),
            List.of(
                line("the authors' cut", rows, RateRow::authors),
                line("best cut for each rate", rows, RateRow::best),
                line("one node that only computes", rows, row -> alonePerSecond)));
    return StudySection.of(
        "Throughput over link rates, on our agents",
        new Text(
            "Receiving, computing and sending go on at the same time, tensors travel as they are."
                + " The authors' cut is simulated event by event; the queue model stands beside"
                + " it. Results per second."),
        new Picture(chart),
        new Table(
            List.of(
                "Mbit/s",
                "authors' cut, simulated",
                "authors' cut, queue model",
                "best cut",
                "its stages"),
            table));
  }

  private static LineChart.Series line(
      String name, List<RateRow> rows, ToDoubleFunction<RateRow> value) {
    return new LineChart.Series(
        name,
        rows.stream()
            .map(row -> new LineChart.Point(row.mbitPerSecond(), value.applyAsDouble(row), ""))
            .toList(),
        true);
  }

  static StudySection fitted(Map<Integer, Cutting> hand, StageModel fitted, double aloneJoule) {
    List<List<String>> rows = new ArrayList<>();
    List<Double> ideal = new ArrayList<>(List.of(aloneJoule));
    List<Double> slowed = new ArrayList<>(List.of(aloneJoule));
    List<String> groups = new ArrayList<>(List.of("one node"));
    hand.forEach(
        (count, cutting) -> {
          PipelineFigures without = cutting.figures(StageModel.SEPARATE_LANES);
          PipelineFigures with = cutting.figures(fitted);
          groups.add(count + " nodes");
          ideal.add(without.joulePerNode());
          slowed.add(with.joulePerNode());
          rows.add(
              List.of(
                  String.valueOf(count),
                  number("%.2f", cutting.gain(StageModel.SEPARATE_LANES)),
                  number("%.2f", cutting.gain(fitted)),
                  number("%.1f", with.overheadMs()),
                  number("%.2f", with.payloadBytes() / 1e6),
                  number("%.3f", without.joulePerNode()),
                  number("%.3f", with.joulePerNode()),
                  number("%.1f", 100 * (1 - with.joulePerNode() / aloneJoule))));
        });
    return StudySection.of(
        "The overhead that the paper's gain implies: a fitted reconstruction",
        new Text(
            String.format(
                Locale.ROOT,
                "The paper reports 53 %% more throughput and 63 %% less energy for each node with"
                    + " eight nodes. Its cut alone would allow far more, so something else takes"
                    + " the time. If all of that is put into packing and unpacking on the"
                    + " published threads, it must take %.1f ms for each million bytes, at the"
                    + " MAC rate stated above. This number was chosen so that the gain comes out;"
                    + " it is no prediction, and nothing else here was fitted. Gains for four and"
                    + " six nodes and the energy follow from it and from the stated powers;"
                    + " sending itself is given no energy.",
                fitted.packMsPerMegabyte())),
        new Picture(
            BarChart.of(
                "Energy of a node for each result",
                "J",
                groups,
                List.of(
                    new BarChart.Series("without overhead", ideal),
                    new BarChart.Series("with the fitted overhead", slowed)))),
        new Table(
            List.of(
                "nodes",
                "gain without overhead",
                "gain, fitted",
                "overhead of all nodes, ms",
                "payload, MB",
                "J per node without",
                "J per node, fitted",
                "less than one node, %"),
            rows));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
