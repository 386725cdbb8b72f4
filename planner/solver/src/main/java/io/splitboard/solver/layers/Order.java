package io.splitboard.solver.layers;

import java.util.BitSet;

/**
 * Which layers and transfers can never be at the same time, so that no lane must keep them apart.
 */
final class Order {

  private final LayerGraph graph;
  private final BitSet[] before;

  Order(LayerGraph graph) {
    this.graph = graph;
    this.before = new BitSet[graph.layerCount()];
    for (int layer = 0; layer < before.length; layer++) {
      before[layer] = new BitSet();
      for (Flow flow : graph.inFlows(layer)) {
        if (flow.producer() != Flow.FROM_SOURCE) {
          before[layer].or(before[flow.producer()]);
          before[layer].set(flow.producer());
        }
      }
    }
  }

  /** Whether some other layer can run at the same time. */
  boolean canOverlap(int layer) {
    for (int other = 0; other < before.length && graph.needed(layer); other++) {
      if (other != layer
          && graph.needed(other)
          && !before[layer].get(other)
          && !before[other].get(layer)) {
        return true;
      }
    }
    return false;
  }

  /** Whether some other transfer can be under way at the same time, or this one to two devices. */
  boolean canOverlap(Flow flow) {
    if (flow.needs() > 1) {
      return true;
    }
    for (Flow other : graph.flows()) {
      if (other != flow && !precedes(flow, other) && !precedes(other, flow)) {
        return true;
      }
    }
    return false;
  }

  /** Every use of the first must be over before the second is made. */
  private boolean precedes(Flow first, Flow second) {
    if (first.output() || second.producer() == Flow.FROM_SOURCE) {
      return false;
    }
    for (int reader : first.readers()) {
      if (reader != second.producer() && !before[second.producer()].get(reader)) {
        return false;
      }
    }
    return true;
  }
}
