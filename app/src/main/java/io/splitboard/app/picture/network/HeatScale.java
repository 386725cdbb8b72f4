package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Units;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Figures that a heat mode shows, from zero to the largest among the boxes of a picture. */
public final class HeatScale {

  private final HeatMode mode;
  private final Map<String, Double> values = new HashMap<>();
  private final double most;

  /** Collects the figures of all boxes. */
  public HeatScale(ShownGraph graph, NetworkOverlay overlay, HeatMode mode) {
    this.mode = mode;
    double largest = 0;
    for (ShownNode node : graph.nodes()) {
      Reading reading = node.placeable() ? value(graph.network(), node, overlay) : Reading.NONE;
      if (reading.known()) {
        values.put(node.id(), reading.value());
        largest = Math.max(largest, reading.value());
      }
    }
    this.most = largest;
  }

  private Reading value(Network network, ShownNode node, NetworkOverlay overlay) {
    return switch (mode) {
      case DEVICE -> Reading.NONE;
      case LATENCY -> {
        LayerOverlay times = overlay.of(node.layers());
        yield times.measuredMs().known() ? times.measuredMs() : times.predictedMs();
      }
      case BYTES -> Reading.of(outputBytes(network, node));
      case MACS -> Reading.of(cost(network, node).macs());
    };
  }

  /** Cost of all layers of a box. */
  static LayerCost cost(Network network, ShownNode node) {
    return node.layers().stream()
        .map(layer -> network.layer(layer).cost())
        .reduce(LayerCost.ZERO, LayerCost::plus);
  }

  /** Bytes of the tensors of a box that others read or that the network returns. */
  static long outputBytes(Network network, ShownNode node) {
    Set<String> inside = new LinkedHashSet<>(node.layers());
    return node.layers().stream()
        .flatMap(layer -> network.layer(layer).outputs().stream())
        .filter(
            tensor ->
                network.outputs().contains(tensor)
                    || network.consumers(tensor).stream()
                        .anyMatch(reader -> !inside.contains(reader.id())))
        .mapToLong(tensor -> network.tensor(tensor).bytes())
        .sum();
  }

  /** Whether there is a figure for a box. */
  public boolean known(ShownNode node) {
    return values.containsKey(node.id());
  }

  /** Place of a box's figure between zero and the largest, 0 to 1. */
  public double share(ShownNode node) {
    return most == 0 ? 0 : values.getOrDefault(node.id(), 0.0) / most;
  }

  /** Whether any box has a figure. */
  public boolean empty() {
    return values.isEmpty();
  }

  /** The lower end of the scale, with unit. */
  public String least() {
    return text(0);
  }

  /** The upper end of the scale, with unit. */
  public String most() {
    return text(most);
  }

  private String text(double value) {
    return switch (mode) {
      case DEVICE -> "";
      case LATENCY -> Units.ms(value);
      case BYTES -> Units.bytes((long) value);
      case MACS -> Units.prefixed(value, "MAC");
    };
  }
}
