package io.splitboard.app.window.panel;

import io.splitboard.app.window.model.Units;
import io.splitboard.core.simulation.Prediction;
import java.util.Optional;

/** What a drop would bring, in a few words. */
final class Forecast {
  private Forecast() {}

  static String of(Optional<Prediction> before, Prediction after) {
    return "predicted "
        + latency(before, after)
        + ", "
        + Units.perSecond(after.throughput().throughputPerSecond());
  }

  /** The latency alone, where there is little room. */
  static String latency(Optional<Prediction> before, Prediction after) {
    double now = after.latency().latencyP50Ms();
    String change =
        before
            .map(prediction -> prediction.latency().latencyP50Ms())
            .map(old -> " (" + Units.change(old, now) + ")")
            .orElse("");
    return Units.ms(now) + change;
  }
}
