package io.splitboard.app.study.prediction;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The hybrid search's proposals: how far off they were predicted, and how much quicker they ran
 * than the best of the other designs. They are predicted worse than designs that were not chosen
 * for their prediction, since a search takes what is predicted too well.
 */
final class HybridProposals {

  private HybridProposals() {}

  /**
   * The median errors of all proposals, and two figures for each network whose proposals were run:
   * 1.1 for 10 % quicker, or more a second.
   */
  static List<StudyFigure> of(List<Trial> trials) {
    List<Trial> proposals = trials.stream().filter(Trial::isProposal).toList();
    if (proposals.isEmpty()) {
      return List.of();
    }
    List<StudyFigure> figures = new ArrayList<>();
    figures.add(error("latency", proposals, Trial::latencyError));
    figures.add(error("throughput", proposals, Trial::throughputError));
    for (Trial trial : proposals) {
      List<Trial> others =
          trials.stream()
              .filter(other -> other.network().equals(trial.network()) && !other.isProposal())
              .toList();
      String id = "prediction." + PredictionReport.shortName(trial.network()).replace(' ', '-');
      if (trial.design().equals(LabTrials.QUICKEST)) {
        double best = others.stream().mapToDouble(Trial::measuredLatencyMs).min().orElseThrow();
        double gain = best / trial.measuredLatencyMs();
        figures.add(StudyFigure.of(id + ".hybrid.latencyGain", gain, "", FigureKind.MEASURED));
      } else if (trial.design().equals(LabTrials.MOST)) {
        double best = others.stream().mapToDouble(Trial::measuredPerSecond).max().orElseThrow();
        double gain = trial.measuredPerSecond() / best;
        figures.add(StudyFigure.of(id + ".hybrid.throughputGain", gain, "", FigureKind.MEASURED));
      }
    }
    return figures;
  }

  private static StudyFigure error(
      String what, List<Trial> proposals, ToDoubleFunction<Trial> error) {
    return StudyFigure.of(
        "prediction.hybrid.%s.medianError".formatted(what),
        Trial.median(proposals, error),
        "",
        FigureKind.MEASURED);
  }
}
