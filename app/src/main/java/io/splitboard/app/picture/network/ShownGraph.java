package io.splitboard.app.picture.network;

import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which boxes and arrows of a network are in the picture when some of its blocks are expanded.
 *
 * @param network what is shown
 * @param expanded ids of the blocks that are drawn as frames around their layers
 * @param nodes boxes, each after those that it reads from
 * @param edges arrows
 * @param detached names of tensors that so many boxes read that their arrows are left out
 * @param nodeOfLayer id of the box that stands for a layer, by layer id
 */
public record ShownGraph(
    Network network,
    Set<String> expanded,
    List<ShownNode> nodes,
    List<ShownEdge> edges,
    List<String> detached,
    Map<String, String> nodeOfLayer) {

  /** A tensor that more boxes than this read is shared by nearly all: its arrows say nothing. */
  static final int FAN_OUT_LIMIT = 16;

  /** Copies the collections. */
  public ShownGraph {
    expanded = Set.copyOf(expanded);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    detached = List.copyOf(detached);
    nodeOfLayer = Map.copyOf(nodeOfLayer);
  }

  /**
   * Decides what is shown.
   *
   * @param expanded ids of blocks; blocks of one layer need no expanding, unknown ids are ignored
   */
  public static ShownGraph of(Network network, Set<String> expanded) {
    return new Builder(network, expanded).build();
  }

  /** Ids of the blocks that are expanded when a network is opened: its only one, or none. */
  public static Set<String> atFirst(Network network) {
    return network.blocks().size() == 1 ? Set.of(network.blocks().get(0).id()) : Set.of();
  }

  /** Number of layers that are inside collapsed blocks. */
  public long hiddenLayers() {
    return nodes.stream()
        .filter(node -> node.kind() == ShownNode.Kind.BLOCK)
        .mapToLong(node -> node.layers().size())
        .sum();
  }

  private static final class Builder {

    private final Network network;
    private final Set<String> expanded;
    private final List<ShownNode> nodes = new ArrayList<>();
    private final Map<String, String> nodeOfLayer = new HashMap<>();
    private final List<String> detached = new ArrayList<>();
    private final Map<List<String>, List<String>> tensorsBetween = new LinkedHashMap<>();

    Builder(Network network, Set<String> expanded) {
      this.network = network;
      this.expanded = expanded;
    }

    ShownGraph build() {
      for (String input : network.inputs()) {
        nodes.add(terminal(ShownNode.Kind.INPUT, inputNode(input), "input", input));
      }
      network.blocks().forEach(this::addBlock);
      for (String output : network.outputs()) {
        nodes.add(terminal(ShownNode.Kind.OUTPUT, outputNode(output), "output", output));
      }
      network.tensors().keySet().forEach(this::connect);
      List<ShownEdge> edges = new ArrayList<>();
      tensorsBetween.forEach((ends, tensors) -> edges.add(edge(ends.get(0), ends.get(1), tensors)));
      return new ShownGraph(network, expanded, nodes, edges, detached, nodeOfLayer);
    }

    private ShownEdge edge(String from, String to, List<String> tensors) {
      long bytes = tensors.stream().mapToLong(name -> network.tensor(name).bytes()).sum();
      return new ShownEdge(from, to, tensors, bytes);
    }

    private ShownNode terminal(ShownNode.Kind kind, String id, String word, String tensor) {
      boolean only =
          (kind == ShownNode.Kind.INPUT ? network.inputs() : network.outputs()).size() == 1;
      String title = only ? word : tensor;
      String detail = network.tensor(tensor).shape().toString();
      return new ShownNode(id, kind, title, detail, List.of(), Optional.empty(), Optional.empty());
    }

    private void addBlock(Block block) {
      boolean single = block.layers().size() == 1;
      if (single || expanded.contains(block.id())) {
        Optional<String> frame = single ? Optional.empty() : Optional.of(block.id());
        for (String layer : block.layers()) {
          add(layerNode(network.layer(layer), block, frame));
        }
      } else {
        String last = block.layers().get(block.layers().size() - 1);
        add(
            new ShownNode(
                "block " + block.id(),
                ShownNode.Kind.BLOCK,
                block.title(),
                made(network.layer(last)),
                block.layers(),
                Optional.of(block.id()),
                Optional.empty()));
      }
    }

    private void add(ShownNode node) {
      nodes.add(node);
      node.layers().forEach(layer -> nodeOfLayer.put(layer, node.id()));
    }

    private ShownNode layerNode(Layer layer, Block block, Optional<String> frame) {
      return new ShownNode(
          "layer " + layer.id(),
          ShownNode.Kind.LAYER,
          LayerText.title(layer),
          made(layer),
          List.of(layer.id()),
          Optional.of(block.id()),
          frame);
    }

    private String made(Layer layer) {
      return layer.outputs().isEmpty()
          ? ""
          : ShapeText.brief(network.tensor(layer.outputs().get(0)).shape());
    }

    private void connect(String tensor) {
      Optional<String> maker = network.producer(tensor).map(layer -> nodeOfLayer.get(layer.id()));
      if (maker.isEmpty() && !network.inputs().contains(tensor)) {
        return;
      }
      String from = maker.orElseGet(() -> inputNode(tensor));
      List<String> readers =
          network.consumers(tensor).stream()
              .map(layer -> nodeOfLayer.get(layer.id()))
              .distinct()
              .filter(reader -> !reader.equals(from))
              .toList();
      if (readers.size() > FAN_OUT_LIMIT) {
        detached.add(tensor);
      } else {
        readers.forEach(reader -> connect(from, reader, tensor));
      }
      if (network.outputs().contains(tensor)) {
        connect(from, outputNode(tensor), tensor);
      }
    }

    private void connect(String from, String to, String tensor) {
      tensorsBetween.computeIfAbsent(List.of(from, to), ends -> new ArrayList<>()).add(tensor);
    }

    private static String inputNode(String tensor) {
      return "input " + tensor;
    }

    private static String outputNode(String tensor) {
      return "output " + tensor;
    }
  }
}
