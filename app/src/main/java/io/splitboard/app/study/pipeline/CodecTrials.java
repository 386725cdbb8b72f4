package io.splitboard.app.study.pipeline;

import io.splitboard.app.service.ActivationCodecs;
import io.splitboard.app.service.OpenModel;
import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Part;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.app.study.chart.LineChart;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.CodecCosts;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.lab.local.CodecTrial;
import io.splitboard.solver.pipeline.LinkPacking;
import io.splitboard.solver.pipeline.PipelineModel;
import io.splitboard.solver.pipeline.Stage;
import io.splitboard.solver.pipeline.StageModel;
import io.splitboard.solver.pipeline.StagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lossless codecs on what the authors' stages send to each other: measured ratio and time, the rate
 * of a link below which each pays, and what that makes of the throughput.
 */
final class CodecTrials {

  private static final double[] RATES = {1000, 500, 250, 100, 50, 25, 10, 5, 2, 1};

  private CodecTrials() {}

  static void addTo(
      List<StudyFigure> figures,
      List<StudySection> sections,
      OpenModel model,
      Cutting cutting,
      Progress progress) {
    Program program = program(cutting);
    ActivationCodecs tried = ActivationCodecs.of(model, program, progress);
    Cutting later = oneLayerLater(cutting);
    CodecCosts behindRelu = ActivationCodecs.of(model, program(later), progress).together();
    figures.add(
        StudyFigure.of("resnet50.codecs.sameBits", sameBits(tried) ? 1 : 0, "", FigureKind.MEASURED)
            .atLeast(1));
    CodecCosts costs = tried.together();
    add(figures, "resnet50.codec.", costs);
    add(figures, "resnet50.behindRelu.", behindRelu);
    List<Part> parts = new ArrayList<>(parts(program, tried, costs));
    parts.add(new Picture(chart("The authors' cut", cutting, costs)));
    parts.add(
        new Text(
            "The authors cut between a residual addition and its ReLU. One layer later the stages"
                + " do the same MACs and send tensors of the same size, in which negative values have"
                + " become zeros:"));
    parts.add(together(behindRelu));
    parts.add(new Picture(chart("Cut behind each ReLU", later, behindRelu)));
    sections.add(new StudySection("Lossless codecs, measured", parts));
  }

  private static boolean sameBits(ActivationCodecs tried) {
    return tried.trials().values().stream().flatMap(List::stream).allMatch(CodecTrial::sameBits);
  }

  private static void add(List<StudyFigure> figures, String prefix, CodecCosts costs) {
    for (CodecCost cost : costs.costs()) {
      String id = prefix + cost.codec().word();
      figures.add(StudyFigure.of(id + ".ratio", cost.ratio(), "", FigureKind.MEASURED));
      figures.add(
          StudyFigure.of(
              id + ".breakEven.mbitPerSecond",
              cost.breakEvenMbitPerSecond(),
              "Mbit/s",
              FigureKind.MEASURED));
    }
  }

  private static Program program(Cutting cutting) {
    return Compiler.compile(
        cutting.network(), cutting.nodes().cluster(), cutting.plan().partition(cutting.network()));
  }

  /** The same stages, each but the last with one layer more at its end. */
  private static Cutting oneLayerLater(Cutting cutting) {
    List<Stage> stages = cutting.plan().stages();
    List<Integer> positions =
        stages.subList(0, stages.size() - 1).stream().map(stage -> stage.to() + 1).toList();
    StagePlan plan =
        StagePlan.of(positions, cutting.nodes().ids(), cutting.network().layers().size());
    return new Cutting(cutting.network(), cutting.nodes(), plan);
  }

  private static List<Part> parts(Program program, ActivationCodecs tried, CodecCosts costs) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Text(
            "Every tensor that travels between the authors' eight stages was packed and unpacked"
                + " once the network had run on a random input; "
                + (sameBits(tried) ? "every codec gave" : "NOT EVERY CODEC GAVE")
                + " the same bits back. The weights are the zoo's seeded random ones, so a trained"
                + " network's ratios differ. Times are this computer's: on slower devices a codec"
                + " pays on slower links only. Where packing does not make a tensor smaller it"
                + " travels as it is."));
    CodecTrial.missing().ifPresent(sentence -> parts.add(new Text(sentence)));
    parts.add(trials(program, tried));
    parts.add(together(costs));
    return parts;
  }

  private static Table trials(Program program, ActivationCodecs tried) {
    List<List<String>> rows = new ArrayList<>();
    for (Transfer transfer : program.transfers()) {
      for (CodecTrial trial : tried.trials().get(transfer.id())) {
        rows.add(
            List.of(
                transfer.from() + "→" + transfer.to(),
                trial.codec(),
                number("%,.0f", trial.tensorBytes()),
                number("%,.0f", trial.wireBytes()),
                number("%.3f", (double) trial.wireBytes() / trial.tensorBytes()),
                number("%.3f", trial.packMs()),
                number("%.3f", trial.unpackMs())));
      }
    }
    return new Table(
        List.of("link", "codec", "tensor, B", "wire, B", "ratio", "pack, ms", "unpack, ms"), rows);
  }

  private static Table together(CodecCosts costs) {
    List<List<String>> rows = new ArrayList<>();
    for (CodecCost cost : costs.costs()) {
      rows.add(
          List.of(
              cost.codec().word(),
              number("%.3f", cost.ratio()),
              number("%.3f", cost.packMsPerMegabyte()),
              number("%.3f", cost.unpackMsPerMegabyte()),
              number("%.0f", cost.breakEvenMbitPerSecond()),
              chosen(costs, cost)));
    }
    return new Table(
        List.of(
            "codec",
            "ratio",
            "pack, ms/MB",
            "unpack, ms/MB",
            "pays below, Mbit/s",
            "chosen at, Mbit/s"),
        rows);
  }

  private static String chosen(CodecCosts costs, CodecCost cost) {
    List<String> rates = new ArrayList<>();
    for (double rate : RATES) {
      if (costs.best(new Link("a", "b", rate, 0, Origin.CATALOGUE)).equals(cost)) {
        rates.add(number("%.0f", rate));
      }
    }
    return rates.isEmpty() ? "none of those tried" : String.join(", ", rates);
  }

  private static String chart(String title, Cutting cutting, CodecCosts costs) {
    return LineChart.of(
        title + " with a codec chosen for each link (queue model)",
        new LineChart.Axis("rate of every link, Mbit/s", true),
        new LineChart.Axis("results per second", true),
        List.of(
            line("tensors as they are", cutting, CodecCosts.NONE),
            line("packed where it pays", cutting, costs)));
  }

  private static LineChart.Series line(String name, Cutting cutting, CodecCosts codecs) {
    List<LineChart.Point> points = new ArrayList<>();
    for (double rate : RATES) {
      Cutting slower = cutting.at(rate);
      Cluster cluster = slower.nodes().cluster();
      double perSecond =
          new PipelineModel(
                  slower.network(),
                  cluster,
                  CatalogueProfile.of(slower.network(), cluster),
                  StageModel.SEPARATE_LANES,
                  LinkPacking.of(codecs))
              .figures(slower.plan())
              .throughputPerSecond();
      points.add(new LineChart.Point(rate, perSecond, ""));
    }
    return new LineChart.Series(name, points, true);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
