package io.splitboard.solver.layers;

import io.splitboard.core.project.Objective;

/**
 * Bounds that need no integer program, for networks that are too large for one: as if nothing had
 * to be sent and, for throughput, as if layers could be cut at will between devices.
 */
final class Relaxation {

  private static final int ROUNDS = 400;

  /** Keeps rounding on the safe side. */
  private static final double SAFE = 1 - 1e-9;

  private final LayerGraph graph;

  private Relaxation(LayerGraph graph) {
    this.graph = graph;
  }

  /** No assignment has a smaller value, in ticks. */
  static double bound(LayerGraph graph, Objective objective) {
    Relaxation relaxation = new Relaxation(graph);
    return objective == Objective.LATENCY ? relaxation.longestWay() : relaxation.sharedWork();
  }

  /** The longest way to an output, each layer on its quickest device. */
  private double longestWay() {
    double[] end = new double[graph.layerCount()];
    for (int layer = 0; layer < end.length; layer++) {
      for (Flow flow : graph.inFlows(layer)) {
        if (flow.producer() != Flow.FROM_SOURCE) {
          end[layer] = Math.max(end[layer], end[flow.producer()]);
        }
      }
      end[layer] += quickest(layer, null);
    }
    double longest = 0;
    for (Flow flow : graph.flows()) {
      if (flow.output() && flow.producer() != Flow.FROM_SOURCE) {
        longest = Math.max(longest, end[flow.producer()]);
      }
    }
    return Math.ceil(longest * SAFE);
  }

  /**
   * For any weights of the devices with sum 1, the largest load is at least the sum over the layers
   * of their smallest weighted time: the dual of sharing out the work. Weights grow where the load
   * is high.
   */
  private double sharedWork() {
    int devices = graph.deviceCount();
    double[] weights = new double[devices];
    java.util.Arrays.fill(weights, 1.0 / devices);
    double best = 0;
    for (int layer = 0; layer < graph.layerCount(); layer++) {
      best = Math.max(best, quickest(layer, null));
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[] loads = new double[devices];
      double sum = 0;
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        sum += quickest(layer, weights, loads);
      }
      best = Math.max(best, sum);
      adjust(weights, loads, 0.3 / Math.sqrt(1 + round));
    }
    return Math.ceil(best * SAFE);
  }

  private static void adjust(double[] weights, double[] loads, double rate) {
    double most = 1;
    for (double load : loads) {
      most = Math.max(most, load);
    }
    double sum = 0;
    for (int device = 0; device < weights.length; device++) {
      weights[device] *= Math.exp(rate * loads[device] / most);
      sum += weights[device];
    }
    for (int device = 0; device < weights.length; device++) {
      weights[device] /= sum;
    }
  }

  /** A layer's smallest weighted time; its plain time is added to the load of that device. */
  private double quickest(int layer, double[] weights, double... loads) {
    double smallest = Double.POSITIVE_INFINITY;
    int where = -1;
    for (int device = 0; device < graph.deviceCount(); device++) {
      if (graph.allowed(layer, device)) {
        double ticks = graph.layerTicks(layer, device) * (weights == null ? 1 : weights[device]);
        if (ticks < smallest) {
          smallest = ticks;
          where = device;
        }
      }
    }
    if (where < 0) {
      return 0;
    }
    if (loads.length > 0) {
      loads[where] += graph.layerTicks(layer, where);
    }
    return smallest;
  }
}
