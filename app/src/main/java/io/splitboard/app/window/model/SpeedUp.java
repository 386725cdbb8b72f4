package io.splitboard.app.window.model;

import io.splitboard.core.project.Objective;
import java.util.Optional;

/**
 * How much faster a design is than one device: measured against measured, or predicted against
 * predicted, never one against the other.
 */
final class SpeedUp {
  private static final String NAME = "Speed-up";

  private SpeedUp() {}

  /**
   * The fastest single device.
   *
   * @param objective by which it is compared
   * @param latencyMs predicted; NaN if the network fits on none
   * @param perSecond predicted; NaN if the network fits on none
   * @param measured the fastest saved run on one device for this objective
   */
  record Baseline(
      Objective objective, double latencyMs, double perSecond, Optional<SingleRun> measured) {}

  /** By prediction on both sides. */
  static Figure predicted(double latencyMs, double perSecond, Baseline one) {
    if (Double.isNaN(one.latencyMs())) {
      return new Figure(NAME, "–", "fits on no one device", Figure.Tone.NEUTRAL);
    }
    boolean latency = one.objective() != Objective.THROUGHPUT;
    double alone = latency ? one.latencyMs() : one.perSecond();
    return figure(
        "predicted", one.objective(), "the fastest device", alone, latency ? latencyMs : perSecond);
  }

  /**
   * By measurement on both sides; by prediction where no run on one device was saved.
   *
   * @param predictedMs latency of the design
   * @param predictedPerSecond throughput of the design
   */
  static Figure measured(
      double latencyMs,
      double perSecond,
      double predictedMs,
      double predictedPerSecond,
      Baseline one) {
    boolean latency = one.objective() != Objective.THROUGHPUT;
    if (one.measured().isEmpty()) {
      return predicted(predictedMs, predictedPerSecond, one);
    }
    SingleRun run = one.measured().get();
    double alone = latency ? run.latencyMs() : run.perSecond();
    return figure(
        "measured",
        one.objective(),
        "the run “" + run.name() + "” on " + run.device(),
        alone,
        latency ? latencyMs : perSecond);
  }

  private static Figure figure(
      String basis, Objective objective, String against, double alone, double now) {
    boolean latency = objective != Objective.THROUGHPUT;
    String text = latency ? Units.ms(alone) : Units.perSecond(alone);
    return new Figure(
        NAME,
        Units.times(latency ? alone / now : now / alone),
        "both " + basis,
        Figure.Tone.NEUTRAL,
        "Against " + against + " alone: " + text + ", " + basis + " as well.");
  }
}
