package io.splitboard.app.study.prediction;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import java.util.ArrayList;
import java.util.List;

/** How much quicker the hybrid search's proposals ran than the best of the other designs. */
final class HybridGains {

  private HybridGains() {}

  /**
   * Two figures for each network whose proposals were run: 1.1 for 10 % quicker, or more a second.
   */
  static List<StudyFigure> of(List<Trial> trials) {
    List<StudyFigure> figures = new ArrayList<>();
    for (Trial trial : trials) {
      List<Trial> others =
          trials.stream()
              .filter(other -> other.network().equals(trial.network()) && !isProposal(other))
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

  private static boolean isProposal(Trial trial) {
    return trial.design().equals(LabTrials.QUICKEST) || trial.design().equals(LabTrials.MOST);
  }
}
