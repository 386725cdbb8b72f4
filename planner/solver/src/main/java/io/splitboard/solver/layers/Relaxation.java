package io.splitboard.solver.layers;

import io.splitboard.core.project.Objective;

/**
 * Bounds that need no integer program, for networks that are too large for one: as if nothing had
 * to be sent and, for throughput, as if layers could be cut at will between devices.
 */
final class Relaxation {

  /** Sets of devices times devices times layers that are looked at in well under a second. */
  private static final double MOST_SETS = 100_000;

  /** Keeps rounding on the safe side. */
  private static final double SAFE = 1 - 1e-9;

  private final LayerGraph graph;

  private Relaxation(LayerGraph graph) {
    this.graph = graph;
  }

  /** No assignment has a smaller value, in ticks. */
  static double bound(LayerGraph graph, Objective objective) {
    Relaxation relaxation = new Relaxation(graph);
    return switch (objective) {
      case ENERGY -> EnergyObjective.bound(graph) * SAFE;
      case THROUGHPUT -> relaxation.sharedWork();
      default -> relaxation.longestWay();
    };
  }

  /** No request takes longer: everything one after another, each at its slowest. */
  static long longest(LayerGraph graph) {
    long sum = 0;
    for (int layer = 0; layer < graph.layerCount(); layer++) {
      long slowest = 0;
      for (int device = 0; device < graph.deviceCount(); device++) {
        long once = graph.layerTicks(layer, device) + graph.overheadTicks(device);
        slowest = Math.max(slowest, once + graph.copying().most(graph, layer, device));
      }
      sum += slowest;
    }
    for (Flow flow : graph.flows()) {
      long slowest = 0;
      for (int from = 0; from < graph.deviceCount(); from++) {
        for (int to = 0; to < graph.deviceCount(); to++) {
          slowest = Math.max(slowest, flow.canGo(from, to) ? flow.ticks(from, to) : 0);
        }
      }
      sum += slowest * flow.needs();
    }
    return sum;
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
      end[layer] += quickest(layer);
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
   * The smallest bound of all sets of devices that could be in use, since each device in use takes
   * its overhead at least once; where there are too many sets, that of all devices without
   * overhead.
   */
  private double sharedWork() {
    int devices = graph.deviceCount();
    double longestLayer = 0;
    for (int layer = 0; layer < graph.layerCount(); layer++) {
      longestLayer = Math.max(longestLayer, quickest(layer));
    }
    double shared = Double.POSITIVE_INFINITY;
    int all = devices < 31 ? (1 << devices) - 1 : -1;
    if (graph.hasOverhead() && all > 0 && (double) all * devices * graph.layerCount() < MOST_SETS) {
      for (int used = 1; used <= all; used++) {
        shared = Math.min(shared, new SharedWork(graph, used).bound(true));
      }
    } else {
      shared = new SharedWork(graph, all).bound(false);
    }
    return Math.ceil(Math.max(longestLayer, shared) * SAFE);
  }

  /** Time of a layer on the device that is quickest with it. */
  private double quickest(int layer) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int device = 0; device < graph.deviceCount(); device++) {
      if (graph.allowed(layer, device)) {
        smallest = Math.min(smallest, graph.layerTicks(layer, device));
      }
    }
    return Double.isInfinite(smallest) ? 0 : smallest;
  }
}
