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

  /** Share of the processor time that the computer's host may take away. */
  static final double MOST_STOLEN = 0.25;

  /**
   * How steady the computer was.
   *
   * @param tries times that the design was predicted and run, until the computer was steady
   * @param stolen share of the processor time that was wanted and that its host took away: the
   *     largest of deploying and of the two runs
   */
  record Conditions(int tries, double stolen) {}

  /** Whether the computer kept its processors. */
  boolean isSteady() {
    return conditions.stolen() <= MOST_STOLEN;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %s: %.1f ms predicted, %.1f measured; %.2f /s predicted, %.2f measured; %.0f %% stolen",
        network,
        design,
        predictedLatencyMs,
        measuredLatencyMs,
        predictedPerSecond,
        measuredPerSecond,
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
