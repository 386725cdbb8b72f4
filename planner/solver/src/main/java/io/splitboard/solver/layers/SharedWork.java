package io.splitboard.solver.layers;

import java.util.Arrays;

/**
 * The largest load of some devices is at least this, even if layers could be cut at will between
 * them: for any weights of the devices with sum 1, it is at least the sum over the layers of their
 * smallest weighted time. That is the dual of sharing out the work; weights grow where the load is
 * high, and the best of all rounds is kept.
 */
final class SharedWork {

  private static final int ROUNDS = 400;

  private final LayerGraph graph;
  private final int[] devices;

  /**
   * Prepares a bound.
   *
   * @param used the devices that may be used, a bit each; all bits set: all devices
   */
  SharedWork(LayerGraph graph, int used) {
    this.graph = graph;
    int[] all = new int[graph.deviceCount()];
    int count = 0;
    for (int device = 0; device < all.length; device++) {
      if (used == -1 || (used >> device & 1) == 1) {
        all[count++] = device;
      }
    }
    this.devices = Arrays.copyOf(all, count);
  }

  /**
   * In ticks; infinite where a layer may be on none of the devices.
   *
   * @param overhead whether each of the devices begins at least one task
   */
  double bound(boolean overhead) {
    double[] weights = new double[devices.length];
    Arrays.fill(weights, 1.0 / devices.length);
    double best = 0;
    for (int round = 0; round < ROUNDS && best < Double.POSITIVE_INFINITY; round++) {
      double[] loads = new double[devices.length];
      double sum = overhead ? overheads(weights, loads) : 0;
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        sum += graph.needed(layer) ? share(layer, weights, loads) : 0;
      }
      best = Math.max(best, sum);
      adjust(weights, loads, 0.3 / Math.sqrt(1 + round));
    }
    return best;
  }

  private double overheads(double[] weights, double[] loads) {
    double sum = 0;
    for (int i = 0; i < devices.length; i++) {
      loads[i] = graph.overheadTicks(devices[i]);
      sum += weights[i] * loads[i];
    }
    return sum;
  }

  /** A layer's smallest weighted time; its plain time is added to the load of that device. */
  private double share(int layer, double[] weights, double[] loads) {
    double smallest = Double.POSITIVE_INFINITY;
    int where = -1;
    for (int i = 0; i < devices.length; i++) {
      double weighted = graph.layerTicks(layer, devices[i]) * weights[i];
      if (graph.allowed(layer, devices[i]) && weighted < smallest) {
        smallest = weighted;
        where = i;
      }
    }
    if (where >= 0) {
      loads[where] += graph.layerTicks(layer, devices[where]);
    }
    return smallest;
  }

  private static void adjust(double[] weights, double[] loads, double rate) {
    double most = Math.max(1, Arrays.stream(loads).max().orElse(1));
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= Math.exp(rate * loads[i] / most);
    }
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }
}
