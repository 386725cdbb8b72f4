package io.splitboard.solver.simulated;

import io.splitboard.core.network.Layer;
import io.splitboard.solver.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What no placement can beat. */
final class Bounds {

  private static final int ROUNDS = 400;

  /** Keeps rounding on the safe side. */
  private static final double SAFE = 1 - 1e-9;

  private Bounds() {}

  /**
   * For times see {@link #perfectMs}; for energy each layer on the device that needs least for it,
   * and nothing idle; for bytes and memory 0.
   */
  static double of(Problem problem) {
    return switch (problem.objective()) {
      case LATENCY -> latencyMs(problem);
      case THROUGHPUT -> perfectMs(problem);
      case ENERGY -> leastJoule(problem);
      case BYTES, MEMORY -> 0;
    };
  }

  /**
   * Least time of the busiest device, ms, if work could be shared at will and nothing were ever
   * sent: no stream is faster, and no single request. For any weights of the devices with sum 1 it
   * is at least the sum over the layers of their smallest weighted time, the dual of sharing out;
   * weights grow where the load is high. Rows that nothing reads are counted, which pieces of split
   * layers leave out: these may come out slightly below.
   */
  static double perfectMs(Problem problem) {
    double[][] ms = times(problem);
    int devices = problem.cluster().devices().size();
    double[] weights = new double[devices];
    Arrays.fill(weights, 1.0 / devices);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double[] loads = new double[devices];
      double sum = 0;
      for (double[] layer : ms) {
        int least = 0;
        for (int device = 1; device < devices; device++) {
          least = weights[device] * layer[device] < weights[least] * layer[least] ? device : least;
        }
        sum += weights[least] * layer[least];
        loads[least] += layer[least];
      }
      best = Math.max(best, sum);
      adjust(weights, loads, 0.3 / Math.sqrt(1 + round));
    }
    return best * SAFE;
  }

  /**
   * Of a lone request: besides, layers on one path follow each other, and the quickest way to
   * compute a layer is that all devices share it in proportion to their speed.
   */
  private static double latencyMs(Problem problem) {
    Map<String, Double> ready = new HashMap<>();
    double longest = 0;
    double[][] ms = times(problem);
    for (Layer layer : problem.network().layers()) {
      double start = 0;
      for (String input : layer.inputs()) {
        start = Math.max(start, ready.getOrDefault(input, 0.0));
      }
      double rate = Arrays.stream(ms[layer.index()]).map(one -> 1 / one).sum();
      double end = start + (Double.isInfinite(rate) ? 0 : 1 / rate);
      layer.outputs().forEach(output -> ready.put(output, end));
    }
    for (String output : problem.network().outputs()) {
      longest = Math.max(longest, ready.getOrDefault(output, 0.0));
    }
    return Math.max(longest * SAFE, perfectMs(problem));
  }

  private static double[][] times(Problem problem) {
    return problem.network().layers().stream()
        .map(
            layer ->
                problem.cluster().deviceIds().stream()
                    .mapToDouble(device -> problem.profile().layerMs(device, layer.id()))
                    .toArray())
        .toArray(double[][]::new);
  }

  private static void adjust(double[] weights, double[] loads, double rate) {
    double most = Math.max(1e-12, Arrays.stream(loads).max().orElse(1));
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= Math.exp(rate * loads[i] / most);
    }
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
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
