package io.splitboard.app.study.pipeline;

import io.splitboard.app.service.OpenModel;
import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.app.study.StudySection;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.pipeline.Cut;
import io.splitboard.solver.pipeline.Cuts;
import io.splitboard.solver.pipeline.PipelineFigures;
import io.splitboard.solver.pipeline.StageFigures;
import io.splitboard.solver.pipeline.StageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * DEFER's networks as pipelines of four, six and eight equal nodes: what each cut allows without
 * any overhead, what links leave of it, and what overhead the paper's gain implies.
 */
public final class PipelineStudy implements Study {

  private static final int[] NODES = {4, 6, 8};
  private static final double[] RATES = {1000, 500, 250, 100, 50, 25, 10, 5, 2, 1};
  private static final double PAPERS_GAIN = 1.53;

  private final KnownGains known = new KnownGains();

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public String title() {
    return "Pipelines of whole layers on four, six and eight nodes";
  }

  @Override
  public List<String> samples() {
    return List.of("resnet50-eight-node-pipeline");
  }

  @Override
  public StudyResult run(Progress progress, StudyOptions options) {
    List<StudyFigure> figures = new ArrayList<>();
    List<StudySection> sections = new ArrayList<>(List.of(PipelineSections.model()));
    OpenModel model = model("zoo:resnet50-v1", options, progress);
    Network resnet = model.network();
    Map<Integer, Cutting> hand = new LinkedHashMap<>();
    Map<Integer, Cutting> best = best(resnet, true, progress);
    for (int count : NODES) {
      hand.put(count, Cutting.byHand(resnet, Nodes.withoutOverhead(count)));
    }
    addStages(hand.get(8), figures);
    sections.add(PipelineSections.stages("ResNet-50, the authors' eight stages", hand.get(8)));
    addGains(resnet, hand, best, progress, figures);
    sections.add(PipelineSections.stages("ResNet-50, our best cut for eight nodes", best.get(8)));
    Map<String, Map<Integer, Cutting>> all = new LinkedHashMap<>();
    all.put("ResNet-50, by hand", hand);
    all.put("ResNet-50, best", best);
    if (!options.quick()) {
      for (String name : List.of("vgg16", "vgg19")) {
        Map<Integer, Cutting> cut =
            best(model("zoo:" + name, options, progress).network(), true, progress);
        cut.forEach((count, one) -> figures.add(gain(name + ".best" + count + ".gain", one)));
        String title = name.replace("vgg", "VGG-");
        all.put(title + ", best", cut);
        sections.add(PipelineSections.stages(title + ", our best cut for eight nodes", cut.get(8)));
      }
    }
    sections.add(1, PipelineSections.gains(all));
    addRates(hand.get(8), resnet, progress, figures, sections);
    CodecTrials.addTo(figures, sections, model, hand.get(8), progress);
    addFitted(hand, figures, sections);
    return new StudyResult(headline(figures), figures, sections);
  }

  private static OpenModel model(String reference, StudyOptions options, Progress progress) {
    return OpenModel.ofProject(reference, options.folder(), ImportOptions.DEFAULT, progress);
  }

  private static Map<Integer, Cutting> best(Network network, boolean single, Progress progress) {
    Map<Integer, Cutting> cut = new LinkedHashMap<>();
    for (int count : NODES) {
      progress.report("Cutting %s for %d nodes".formatted(network.name(), count), -1);
      cut.put(count, Cutting.best(network, Nodes.withoutOverhead(count), single, progress));
    }
    return cut;
  }

  private void addStages(Cutting cutting, List<StudyFigure> figures) {
    List<Cut> cuts = Cuts.all(cutting.network());
    figures.add(exact("resnet50.mmac", cutting.network().cost().macs() / 1e6, "MMAC"));
    figures.add(exact("resnet50.input.bytes", cuts.get(0).bytes(), "B"));
    PipelineFigures found = cutting.figures(StageModel.SEPARATE_LANES);
    for (int i = 0; i < found.stages().size(); i++) {
      StageFigures stage = found.stages().get(i);
      String id = "resnet50.author8.stage" + (i + 1);
      figures.add(exact(id + ".mmac", stage.macs() / 1e6, "MMAC"));
      figures.add(exact(id + ".outputElements", PipelineSections.elements(stage), ""));
    }
    figures.add(exact("resnet50.author8.payload.megabytes", found.payloadBytes() / 1e6, "MB"));
  }

  private void addGains(
      Network network,
      Map<Integer, Cutting> hand,
      Map<Integer, Cutting> best,
      Progress progress,
      List<StudyFigure> figures) {
    figures.add(gain("resnet50.author8.gain", hand.get(8)));
    Trace trace = hand.get(8).simulated();
    double simulated = hand.get(8).aloneMs() / Cutting.periodMs(trace);
    figures.add(
        known.figure("resnet50.author8.simulatedGain", simulated, "×", FigureKind.SIMULATED));
    figures.add(
        StudyFigure.of(
                "resnet50.author8.inOrder",
                Cutting.inOrder(trace) ? 1 : 0,
                "",
                FigureKind.SIMULATED)
            .atLeast(1));
    for (int count : new int[] {4, 6}) {
      figures.add(
          known.figure(
              "resnet50.hand" + count + ".gain",
              hand.get(count).macGain(),
              "×",
              FigureKind.RECONSTRUCTION));
    }
    Map<Integer, Cutting> any = best(network, false, progress);
    for (int count : NODES) {
      double byHand = hand.get(count).macGain();
      figures.add(
          exact("resnet50.best" + count + ".gain", best.get(count).macGain(), "×").atLeast(byHand));
      figures.add(
          exact("resnet50.anyCut" + count + ".gain", any.get(count).macGain(), "×")
              .atLeast(best.get(count).macGain() * (1 - 1e-6)));
    }
  }

  private StudyFigure gain(String id, Cutting cutting) {
    return exact(id, cutting.macGain(), "×");
  }

  private StudyFigure exact(String id, double value, String unit) {
    return known.figure(id, value, unit, FigureKind.EXACT);
  }

  private void addRates(
      Cutting authors,
      Network network,
      Progress progress,
      List<StudyFigure> figures,
      List<StudySection> sections) {
    List<RateRow> rows = new ArrayList<>();
    double largestRise = Double.NEGATIVE_INFINITY;
    double largestDifference = 0;
    for (double rate : RATES) {
      progress.report("Simulating links of %.0f Mbit/s".formatted(rate), -1);
      Cutting slower = authors.at(rate);
      double modelMs = slower.figures(StageModel.SEPARATE_LANES).periodMs();
      double simulatedMs = Cutting.periodMs(slower.simulated());
      Cutting best = Cutting.best(network, slower.nodes(), true, progress);
      double bestMs = best.figures(StageModel.SEPARATE_LANES).periodMs();
      RateRow row =
          new RateRow(
              rate, 1000 / simulatedMs, 1000 / modelMs, 1000 / bestMs, best.plan().stages().size());
      largestDifference = Math.max(largestDifference, Math.abs(simulatedMs / modelMs - 1));
      if (!rows.isEmpty()) {
        RateRow faster = rows.get(rows.size() - 1);
        largestRise = Math.max(largestRise, row.authors() / faster.authors() - 1);
        largestRise = Math.max(largestRise, row.best() / faster.best() - 1);
      }
      rows.add(row);
      String id = "resnet50.author8.rate" + Math.round(rate);
      figures.add(StudyFigure.of(id + ".perSecond", row.authors(), "/s", FigureKind.SIMULATED));
    }
    figures.add(
        StudyFigure.of("resnet50.rates.largestRise", largestRise, "", FigureKind.SIMULATED)
            .atMost(1e-8));
    figures.add(
        StudyFigure.of(
                "resnet50.rates.simulatedVsModel", largestDifference, "", FigureKind.SIMULATED)
            .atMost(1e-6));
    sections.add(PipelineSections.rates(rows, 1000 / authors.aloneMs()));
  }

  private void addFitted(
      Map<Integer, Cutting> hand, List<StudyFigure> figures, List<StudySection> sections) {
    Cutting authors = hand.get(8);
    StageModel fitted = FittedThreads.to(authors, PAPERS_GAIN);
    PipelineFigures found = authors.figures(fitted);
    Cutting alone = Cutting.none(authors.network());
    double aloneJoule = alone.figures(StageModel.SEPARATE_LANES).joulePerNode();
    String id = "resnet50.author8.fitted.";
    figures.add(fitted(id + "gain", authors.gain(fitted), "×"));
    figures.add(fitted(id + "packMsPerMegabyte", fitted.packMsPerMegabyte(), "ms/MB"));
    figures.add(fitted(id + "overhead.ms", found.overheadMs(), "ms"));
    figures.add(
        fitted(id + "energyPerNode.reduction", 100 * (1 - found.joulePerNode() / aloneJoule), "%"));
    figures.add(
        StudyFigure.of(
            "resnet50.author8.energyPerNode.reduction",
            100 * (1 - authors.figures(StageModel.SEPARATE_LANES).joulePerNode() / aloneJoule),
            "%",
            FigureKind.SIMULATED));
    sections.add(PipelineSections.fitted(hand, fitted, aloneJoule));
  }

  private StudyFigure fitted(String id, double value, String unit) {
    return known.figure(id, value, unit, FigureKind.RECONSTRUCTION);
  }

  private static String headline(List<StudyFigure> figures) {
    double authors = value(figures, "resnet50.author8.gain");
    double best = value(figures, "resnet50.best8.gain");
    return String.format(
        Locale.ROOT,
        "Without overhead the authors' eight stages of ResNet-50 give %.2f times one node's"
            + " throughput, the best cut %.2f times; the paper's 1.53 is %.0f %% of the former.",
        authors,
        best,
        100 * PAPERS_GAIN / authors);
  }

  private static double value(List<StudyFigure> figures, String id) {
    return figures.stream()
        .filter(figure -> figure.id().equals(id))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
