package io.splitboard.app.study.prediction;

import io.splitboard.core.simulation.PredictionRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One design, predicted from a profile that was measured before it existed, and run.
 *
 * @param network its reference in the zoo
 * @param design what it is like
 * @param range where its figures were said to lie in nine of ten cases, if that was known
 * @param conditions how steady the computer was
 */
record Trial(
    String network,
    String design,
    double predictedLatencyMs,
    double measuredLatencyMs,
    double predictedPerSecond,
    double measuredPerSecond,
    Optional<PredictionRange> range,
    Conditions conditions) {

  /** How far the computer's pace may move, relative. */
  static final double STEADY = 0.05;

  /** Share of the processor time that the computer's host may take away. */
  static final double MOST_STOLEN = 0.12;

  /**
   * How steady the computer was.
   *
   * @param tries times that the design was predicted and run, until the pace stayed meanwhile
   * @param pace the whole network's time right after the last run over that right before: the mean
   *     of the devices, which all are this one computer
   * @param stolen share of the processor time that was wanted and that its host took away: the
   *     largest of deploying and of the two runs
   */
  record Conditions(int tries, double pace, double stolen) {}

  /** How far the computer's pace moved during the run: relative, 0 or more. */
  double moved() {
    return Math.abs(conditions.pace() - 1);
  }

  /** Whether the computer kept its processors, and the pace at which the design was predicted. */
  boolean isSteady() {
    return moved() <= STEADY && conditions.stolen() <= MOST_STOLEN;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %s: %.1f ms predicted, %.1f measured; %.2f /s predicted, %.2f measured; pace %.2f, %.0f %% stolen",
        network,
        design,
        predictedLatencyMs,
        measuredLatencyMs,
        predictedPerSecond,
        measuredPerSecond,
        conditions.pace(),
        100 * conditions.stolen());
  }

  /** Whether the hybrid search chose it for its prediction. */
  boolean isProposal() {
    return design.equals(LabTrials.QUICKEST) || design.equals(LabTrials.MOST);
  }

  /** Whether the measured latency lies where it was said to. */
  boolean latencyIsCovered() {
    return range
        .filter(one -> one.latencyLowMs() <= measuredLatencyMs)
        .filter(one -> measuredLatencyMs <= one.latencyHighMs())
        .isPresent();
  }

  /** Whether the measured throughput lies where it was said to. */
  boolean throughputIsCovered() {
    return range
        .filter(one -> one.perSecondLow() <= measuredPerSecond)
        .filter(one -> measuredPerSecond <= one.perSecondHigh())
        .isPresent();
  }

  /** Signed error of the predicted latency over the measured one. */
  double latencyError() {
    return predictedLatencyMs / measuredLatencyMs - 1;
  }

  /** Signed error of the predicted throughput over the measured one. */
  double throughputError() {
    return predictedPerSecond / measuredPerSecond - 1;
  }

  /** The median of a signed error's size. */
  static double median(List<Trial> trials, ToDoubleFunction<Trial> error) {
    double[] sorted = trials.stream().mapToDouble(error).map(Math::abs).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
