package io.splitboard.app.study.prediction;

import io.splitboard.app.service.FolderTree;
import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.Study;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudyOptions;
import io.splitboard.app.study.StudyResult;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Predicts varied designs of five networks from profiles of single layers, runs them on virtual
 * devices, and compares.
 */
public final class PredictionStudy implements Study {

  private static final List<String> NETWORKS =
      List.of(
          "zoo:mobilenet-v1?width=0.5&resolution=160",
          "zoo:mobilenet-v1?width=1.0&resolution=128",
          "zoo:mobilenet-v2",
          "zoo:alexnet",
          "zoo:resnet50-v1");
  private static final double GOAL = 0.05;

  @Override
  public String name() {
    return "prediction";
  }

  @Override
  public String title() {
    return "Predicted against measured, on the virtual lab";
  }

  @Override
  public List<String> samples() {
    return List.of();
  }

  @Override
  public StudyResult run(Progress progress, StudyOptions options) {
    try {
      Path work = Files.createTempDirectory(Files.createDirectories(options.folder()), "work-");
      try {
        return result(trials(work, options, progress), options.quick());
      } finally {
        FolderTree.delete(work);
      }
    } catch (IOException e) {
      throw new UserException(
          "The folder %s cannot be written to (%s): choose another one."
              .formatted(options.folder(), e.getMessage()),
          e);
    }
  }

  private static List<Trial> trials(Path work, StudyOptions options, Progress progress) {
    List<Trial> trials = new ArrayList<>();
    int networks = options.quick() ? 1 : NETWORKS.size();
    int most = options.quick() ? 2 : Integer.MAX_VALUE;
    for (int i = 0; i < networks; i++) {
      progress.report("Running designs of " + NETWORKS.get(i), (double) i / networks);
      trials.addAll(LabTrials.of(NETWORKS.get(i), work.resolve("network" + i), most, progress));
    }
    return trials;
  }

  static StudyResult result(List<Trial> trials, boolean quick) {
    List<Trial> given = trials.stream().filter(trial -> !trial.isProposal()).toList();
    double latency = Trial.median(given, Trial::latencyError);
    double throughput = Trial.median(given, Trial::throughputError);
    StudyFigure ofLatency =
        StudyFigure.of("prediction.latency.medianError", latency, "", FigureKind.MEASURED);
    StudyFigure ofThroughput =
        StudyFigure.of("prediction.throughput.medianError", throughput, "", FigureKind.MEASURED);
    List<StudyFigure> figures = new ArrayList<>();
    figures.add(
        StudyFigure.of("prediction.designs", given.size(), "", FigureKind.MEASURED)
            .atLeast(quick ? 1 : 30));
    if (trials.stream().anyMatch(trial -> trial.range().isPresent())) {
      figures.add(covered("prediction.latency.covered", trials, Trial::latencyIsCovered));
      figures.add(covered("prediction.throughput.covered", trials, Trial::throughputIsCovered));
    }
    double stolen = Trial.median(trials, trial -> trial.conditions().stolen());
    figures.add(StudyFigure.of("prediction.stolen.median", stolen, "", FigureKind.MEASURED));
    figures.addAll(HybridProposals.of(trials));
    figures.add(quick ? ofLatency : ofLatency.atMost(GOAL));
    figures.add(quick ? ofThroughput : ofThroughput.atMost(GOAL));
    return new StudyResult(
        String.format(
            Locale.ROOT,
            "Over %d designs the median error is %.1f %% of the latency and %.1f %% of the throughput.",
            given.size(),
            100 * latency,
            100 * throughput),
        figures,
        PredictionReport.sections(trials));
  }

  private static StudyFigure covered(String id, List<Trial> trials, Predicate<Trial> isCovered) {
    List<Trial> known = trials.stream().filter(trial -> trial.range().isPresent()).toList();
    double share = (double) known.stream().filter(isCovered).count() / known.size();
    return StudyFigure.of(id, share, "", FigureKind.MEASURED);
  }
}
