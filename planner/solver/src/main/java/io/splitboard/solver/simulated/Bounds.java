package io.splitboard.solver.simulated;

import io.splitboard.core.network.Layer;
import io.splitboard.solver.Problem;

/** What no placement can beat. */
final class Bounds {

  private Bounds() {}

  /**
   * For times see {@link #perfectMs}; for energy each layer on the device that needs least for it,
   * and nothing idle; for bytes and memory 0.
   */
  static double of(Problem problem) {
    return switch (problem.objective()) {
      case LATENCY, THROUGHPUT -> perfectMs(problem);
      case ENERGY -> leastJoule(problem);
      case BYTES, MEMORY -> 0;
    };
  }

  /**
   * All devices share every layer's work in proportion to their speed and nothing is ever sent, ms.
   * Holds for the latency and for the time between results.
   */
  static double perfectMs(Problem problem) {
    double sum = 0;
    for (Layer layer : problem.network().layers()) {
      double rate = 0;
      for (String device : problem.cluster().deviceIds()) {
        rate += 1 / problem.profile().layerMs(device, layer.id());
      }
      sum += Double.isInfinite(rate) ? 0 : 1 / rate;
    }
    return sum;
  }

  private static double leastJoule(Problem problem) {
    double sum = 0;
    for (Layer layer : problem.network().layers()) {
      double least = Double.POSITIVE_INFINITY;
      for (var device : problem.cluster().devices()) {
        double ms = problem.profile().layerMs(device.id(), layer.id());
        least = Math.min(least, device.power().loadWatt() * ms / 1000);
      }
      sum += least;
    }
    return sum;
  }
}
