package io.splitboard.solver.simulated;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.LeastWork;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.program.LeastTimes;
import io.splitboard.core.project.Constraints;
import io.splitboard.solver.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What no placement can beat. Every piece of a layer costs its share of the layer's time, so what
 * all devices compute of a layer adds up to at least its share that something reads ({@link
 * LeastWork}), at the least time that each device takes for it ({@link LeastTimes}); overheads,
 * transfers and waits only add to that.
 */
final class Bounds {

  private static final int ROUNDS = 400;

  /** Keeps rounding on the safe side. */
  private static final double SAFE = 1 - 1e-9;

  private final Problem problem;
  private final Network network;
  private final List<String> devices;

  /** Of each layer and device, the time of what must be computed of it; infinite if forbidden. */
  private final double[][] ms;

  private Bounds(Problem problem, boolean wholeLayers) {
    this.problem = problem;
    this.network = problem.network();
    this.devices = problem.cluster().deviceIds();
    this.ms = new double[network.layers().size()][devices.size()];
    LeastWork work = LeastWork.of(network);
    for (int device = 0; device < devices.size(); device++) {
      String id = devices.get(device);
      double[] times = LeastTimes.of(network, problem.profile().device(id));
      for (Layer layer : network.layers()) {
        boolean allowed = allowed(problem.constraints(), layer.id(), id);
        double share = wholeLayers ? Math.ceil(work.share(layer)) : work.share(layer);
        ms[layer.index()][device] =
            allowed ? share * times[layer.index()] : Double.POSITIVE_INFINITY;
      }
    }
  }

  private static boolean allowed(Constraints constraints, String layer, String device) {
    return constraints.pins().getOrDefault(layer, device).equals(device)
        && !constraints.exclusions().getOrDefault(layer, Set.of()).contains(device);
  }

  /**
   * For times see {@link #perfectMs()} and {@link #latencyMs}; for energy each layer on the device
   * that needs least for it, and nothing idle; for bytes and memory 0.
   */
  static double of(Problem problem) {
    return switch (problem.objective()) {
      case LATENCY -> new Bounds(problem, false).latencyMs();
      case THROUGHPUT -> new Bounds(problem, false).perfectMs();
      case ENERGY -> new Bounds(problem, false).leastJoule();
      case BYTES, MEMORY -> 0;
    };
  }

  /** For partitions of whole layers, {@link #perfectMs()}: they leave out no part of a layer. */
  static double wholeLayersMs(Problem problem) {
    return new Bounds(problem, true).perfectMs();
  }

  /**
   * Least time of the busiest device, ms, if work could be shared at will and nothing were ever
   * sent: no stream is faster, and no single request. For any weights of the devices with sum 1 it
   * is at least the sum over the layers of their smallest weighted time, the dual of sharing out;
   * weights grow where the load is high.
   */
  private double perfectMs() {
    double[] weights = new double[devices.size()];
    Arrays.fill(weights, 1.0 / weights.length);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double[] loads = new double[weights.length];
      double sum = 0;
      for (double[] layer : ms) {
        int least = 0;
        for (int device = 1; device < weights.length; device++) {
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
   * Of a lone request: besides, layers that can only be computed whole follow each other on every
   * path, each on the device that is fastest for it. Layers that can be split may overlap: a part
   * of one starts when some parts of the one before are there.
   */
  private double latencyMs() {
    Map<String, Double> ready = new HashMap<>();
    double longest = 0;
    for (Layer layer : network.layers()) {
      double start = 0;
      for (String input : layer.inputs()) {
        start = Math.max(start, ready.getOrDefault(input, 0.0));
      }
      double end = start + (isWhole(layer) ? Arrays.stream(ms[layer.index()]).min().orElse(0) : 0);
      layer.outputs().forEach(output -> ready.put(output, end));
    }
    for (String output : network.outputs()) {
      longest = Math.max(longest, ready.getOrDefault(output, 0.0));
    }
    return Math.max(longest * SAFE, perfectMs());
  }

  private boolean isWhole(Layer layer) {
    return Arrays.stream(SplitKind.values())
        .allMatch(kind -> Splits.whyNot(network, layer, kind).isPresent());
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

  private double leastJoule() {
    double sum = 0;
    for (double[] layer : ms) {
      double least = Double.POSITIVE_INFINITY;
      for (int device = 0; device < devices.size(); device++) {
        double watt = problem.cluster().devices().get(device).power().loadWatt();
        least = Math.min(least, watt * layer[device] / 1000);
      }
      sum += least;
    }
    return sum * SAFE;
  }
}
