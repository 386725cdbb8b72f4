package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.EdgeOverlay;
import io.splitboard.app.picture.network.LayerOverlay;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.network.ShownEdge;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.app.window.canvas.FactsCard.Fact;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told about a box or an arrow when the pointer rests on it. */
final class NetworkFacts {

  private NetworkFacts() {}

  /** What is selected, for screen readers. */
  static String spoken(Selection selection, NetworkView view, NetworkLook look) {
    int count = selection.layers().size();
    if (count == 0) {
      return "Network, nothing selected";
    }
    String first = selection.layers().iterator().next();
    return count == 1
        ? view.scene()
            .flatMap(shown -> shown.nodeOf(first))
            .map(node -> of(node, view.network().orElseThrow(), look).spoken())
            .orElse(first)
        : count + " layers selected";
  }

  static FactsCard of(ShownNode node, Network network, NetworkLook look) {
    List<Fact> facts = new ArrayList<>();
    if (!node.placeable()) {
      facts.add(new Fact("tensor", node.detail()));
      return new FactsCard(node.title(), facts, "");
    }
    if (node.kind() == ShownNode.Kind.LAYER) {
      layer(network, network.layer(node.layers().get(0)), facts);
    } else {
      facts.add(new Fact("layers", String.valueOf(node.layers().size())));
      facts.add(new Fact("makes", node.detail()));
    }
    LayerCost cost =
        node.layers().stream()
            .map(layer -> network.layer(layer).cost())
            .reduce(LayerCost.ZERO, LayerCost::plus);
    facts.add(new Fact("work", Units.prefixed(cost.macs(), "MAC")));
    facts.add(
        new Fact(
            "weights",
            String.format("%,d parameters, ", cost.parameters())
                + Units.bytes(cost.weightBytes())));
    look.partition().ifPresent(partition -> facts.add(devices(node, partition)));
    look.teams(node.layers())
        .forEach(team -> facts.add(new Fact("in turns", String.join(", ", team))));
    LayerOverlay times = look.overlay().of(node.layers());
    facts.add(new Fact("predicted", text(times.predictedMs(), "by the profile")));
    facts.add(
        new Fact(
            "measured",
            text(
                times.measuredMs(),
                times.apportioned() ? "share of its task's measured time" : "last run")));
    String problems =
        node.layers().stream()
            .filter(look.overlay().problems()::containsKey)
            .map(look.overlay().problems()::get)
            .distinct()
            .limit(3)
            .collect(Collectors.joining(" "));
    String name = node.kind() == ShownNode.Kind.LAYER ? node.layers().get(0) : node.title();
    return new FactsCard(name, facts, problems);
  }

  private static void layer(Network network, Layer layer, List<Fact> facts) {
    String domain = layer.domain().isEmpty() ? "" : " (" + layer.domain() + ")";
    facts.add(new Fact("operator", layer.operator() + domain));
    facts.add(new Fact("reads", tensors(network, layer.inputs())));
    facts.add(new Fact("makes", tensors(network, layer.outputs())));
  }

  private static String tensors(Network network, List<String> names) {
    return names.stream()
        .limit(3)
        .map(network::tensor)
        .map(NetworkFacts::tensor)
        .collect(Collectors.joining(", ", "", names.size() > 3 ? " and more" : ""));
  }

  private static String tensor(Tensor tensor) {
    return tensor.shape()
        + " "
        + tensor.type().name().toLowerCase(java.util.Locale.ROOT)
        + ", "
        + Units.bytes(tensor.bytes());
  }

  private static Fact devices(ShownNode node, Partition partition) {
    Set<String> devices = new LinkedHashSet<>();
    for (String layer : node.layers()) {
      if (partition.placements().containsKey(layer)) {
        devices.addAll(partition.of(layer).devices());
      }
    }
    return new Fact("placed on", devices.isEmpty() ? "no device" : String.join(", ", devices));
  }

  private static String text(Reading reading, String origin) {
    return switch (reading.state()) {
      case NONE -> "no data";
      case PENDING -> "awaited";
      case KNOWN -> Units.ms(reading.value()) + " (" + origin + ")";
    };
  }

  static FactsCard of(ShownEdge edge, Network network, NetworkLook look) {
    List<Fact> facts = new ArrayList<>();
    edge.tensors().stream()
        .limit(6)
        .forEach(name -> facts.add(new Fact(name, tensor(network.tensor(name)))));
    if (edge.tensors().size() > 6) {
      facts.add(new Fact("", edge.tensors().size() - 6 + " more tensors"));
    }
    for (EdgeOverlay overlay : look.overlay().edges()) {
      if (edge.tensors().contains(overlay.tensor())) {
        facts.add(
            new Fact(
                overlay.from() + " → " + overlay.to(),
                "predicted "
                    + text(overlay.predictedMs(), "by the profile")
                    + ", measured "
                    + text(overlay.measuredMs(), "last run")));
      }
    }
    return new FactsCard(Units.bytes(edge.bytes()), facts, "");
  }
}
