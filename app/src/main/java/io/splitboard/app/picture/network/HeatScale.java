package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Units;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Figures that a heat mode shows, among the boxes of a picture. The linear scale begins at zero.
 * The logarithmic one begins at the least figure above zero, because figures of layers range over
 * decades; a figure of zero is at its beginning.
 */
public final class HeatScale {

  private final HeatMode mode;
  private final boolean logarithmic;
  private final double least;
  private final double most;
  private final Map<String, Double> values = new HashMap<>();

  /** Collects the figures of all boxes. */
  public HeatScale(ShownGraph graph, NetworkLook look) {
    this.mode = look.heat();
    this.logarithmic = look.logarithmic();
    for (ShownNode node : graph.nodes()) {
      Reading reading =
          node.placeable() ? value(graph.network(), node, look.overlay()) : Reading.NONE;
      if (reading.known()) {
        values.put(node.id(), reading.value());
      }
    }
    this.most = values.values().stream().mapToDouble(value -> value).max().orElse(0);
    this.least =
        logarithmic
            ? values.values().stream()
                .mapToDouble(value -> value)
                .filter(value -> value > 0)
                .min()
                .orElse(0)
            : 0;
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

  /** Place of a box's figure on the scale, 0 to 1. */
  public double share(ShownNode node) {
    double value = values.getOrDefault(node.id(), 0.0);
    if (!logarithmic) {
      return most == 0 ? 0 : value / most;
    }
    // All alike: as on the linear scale, the largest is at the end.
    if (value <= 0 || least == most) {
      return value <= 0 ? 0 : 1;
    }
    return Math.log(value / least) / Math.log(most / least);
  }

  /** Whether any box has a figure. */
  public boolean empty() {
    return values.isEmpty();
  }

  /** The lower end of the scale, with unit. */
  public String least() {
    return text(least);
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
