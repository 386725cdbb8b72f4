package io.splitboard.core.program;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pieces of a partition, which of them wait for which, and what goes between devices. */
final class PieceGraph {

  private final Network network;
  private final Cluster cluster;
  private final Partition partition;
  private final Map<PieceKey, List<Range>> cuts;
  private final List<List<PieceNode>> pieces = new ArrayList<>();
  private final List<PieceNode> nodes = new ArrayList<>();
  private final Map<PieceNode, PieceKey> keys = new HashMap<>();

  /**
   * What a device computes of a split layer in one go, before that is cut into what goes first and
   * the rest.
   *
   * @param part its number among those of the layer
   */
  record PieceKey(int layer, int part) {}

  /** Rows, columns or channels of a layer that are one device's. */
  private record Owned(String device, Range range) {}

  private PieceGraph(
      Network network, Cluster cluster, Partition partition, Map<PieceKey, List<Range>> cuts) {
    this.network = network;
    this.cluster = cluster;
    this.partition = partition;
    this.cuts = cuts;
  }

  /**
   * Finds all pieces. What other devices wait for is computed first, so that it travels while the
   * rest is computed.
   *
   * @throws UserException naming the layer whose placement is missing or cannot be carried out
   */
  static PieceGraph of(Network network, Cluster cluster, Partition partition) {
    PieceGraph plain = new PieceGraph(network, cluster, partition, Map.of()).build();
    Map<PieceKey, List<Range>> cuts = new BoundaryFirst(network, plain).cuts();
    return cuts.isEmpty() ? plain : new PieceGraph(network, cluster, partition, cuts).build();
  }

  private PieceGraph build() {
    boolean[] needed = needed();
    List<PieceNode> inputs = new ArrayList<>();
    for (String input : new LinkedHashSet<>(network.inputs())) {
      inputs.add(PieceNode.of(PieceNode.Kind.INPUT, network.tensor(input), cluster.source()));
    }
    Set<String> devices = new HashSet<>(cluster.deviceIds());
    for (Layer layer : network.layers()) {
      Placement placement = placement(layer, devices);
      pieces.add(needed[layer.index()] ? pieces(layer, placement) : List.of());
    }
    connect(inputs);
    while (dropUnread()) {
      nodes.forEach(PieceNode::disconnect);
      nodes.clear();
      connect(inputs);
    }
    return this;
  }

  private void connect(List<PieceNode> inputs) {
    new Supply(network, cluster.source(), inputs, pieces).resolve(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).setIndex(i);
    }
  }

  /**
   * Drops pieces that no output depends on: rows that a strided layer steps over, or copies that
   * overlapping shares make for nobody.
   *
   * @return whether there were any
   */
  private boolean dropUnread() {
    boolean[] read = new boolean[nodes.size()];
    Set<PieceNode> unread = new HashSet<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      PieceNode node = nodes.get(i);
      if (node.kind() == PieceNode.Kind.OUTPUT || read[i]) {
        for (PieceNode.Use use : node.uses()) {
          use.local().forEach(maker -> read[maker.index()] = true);
          use.arrivals().forEach(arrival -> read[arrival.from().index()] = true);
        }
      } else if (node.kind() == PieceNode.Kind.LAYER) {
        unread.add(node);
      }
    }
    if (!unread.isEmpty()) {
      pieces.replaceAll(parts -> parts.stream().filter(part -> !unread.contains(part)).toList());
    }
    return !unread.isEmpty();
  }

  /** Layers from which an output of the network can be reached; others are never run. */
  private boolean[] needed() {
    Set<String> outputs = new HashSet<>(network.outputs());
    List<Layer> layers = network.layers();
    boolean[] result = new boolean[layers.size()];
    for (int i = layers.size() - 1; i >= 0; i--) {
      for (String tensor : layers.get(i).outputs()) {
        result[i] |= outputs.contains(tensor);
        for (Layer reader : network.consumers(tensor)) {
          result[i] |= result[reader.index()];
        }
      }
    }
    return result;
  }

  private Placement placement(Layer layer, Set<String> devices) {
    Placement placement = partition.placements().get(layer.id());
    if (placement == null) {
      throw new UserException("Layer %s is on no device: place it.".formatted(layer.id()));
    }
    for (String device : placement.devices()) {
      if (!devices.contains(device)) {
        throw new UserException(
            "Layer %s is on %s, which is not in the cluster: move it to one of %s."
                .formatted(layer.id(), device, String.join(", ", cluster.deviceIds())));
      }
    }
    return placement;
  }

  private List<PieceNode> pieces(Layer layer, Placement placement) {
    if (placement instanceof Placement.Whole whole) {
      return List.of(PieceNode.whole(layer, whole.device()));
    }
    Placement.Split split = (Placement.Split) placement;
    Splits.problem(network, layer, split)
        .ifPresent(
            sentence -> {
              throw new UserException(sentence);
            });
    List<PieceNode> parts = new ArrayList<>();
    List<Owned> owned = owned(split);
    for (int i = 0; i < owned.size(); i++) {
      Owned own = owned.get(i);
      PieceKey key = new PieceKey(layer.index(), i);
      for (Range part : cuts.getOrDefault(key, List.of(own.range()))) {
        PieceNode piece = piece(layer, split.kind(), own.device(), part);
        keys.put(piece, key);
        parts.add(piece);
      }
    }
    return parts;
  }

  /** The shares, without what an earlier share of the same device has: that is computed once. */
  private static List<Owned> owned(Placement.Split split) {
    List<Owned> owned = new ArrayList<>();
    for (Placement.Share share : split.shares()) {
      List<Range> left = List.of(new Range(share.from(), share.to()));
      for (Owned earlier : owned) {
        if (earlier.device().equals(share.device())) {
          left = left.stream().flatMap(range -> range.minus(earlier.range()).stream()).toList();
        }
      }
      left.stream()
          .filter(range -> !range.isEmpty())
          .forEach(range -> owned.add(new Owned(share.device(), range)));
    }
    return owned;
  }

  private PieceNode piece(Layer layer, SplitKind kind, String device, Range part) {
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    long extent = Splits.extent(network, layer, kind);
    if (part.size() == extent) {
      return PieceNode.whole(layer, device);
    }
    if (kind == SplitKind.INPUT_CHANNELS) {
      Box box = Box.of(shape);
      return PieceNode.part(
          layer,
          device,
          new Region.Summand(box, part, extent),
          kind,
          LayerSlicing.ofTerms(network, layer, box, part));
    }
    Box box = Box.of(shape).with(Splits.axis(network, layer, kind), part);
    return PieceNode.part(
        layer, device, new Region.Part(box), kind, LayerSlicing.of(network, layer, box));
  }

  /** All nodes, each after those that it waits for. */
  List<PieceNode> nodes() {
    return nodes;
  }

  /** What a piece of a split layer was cut from. */
  PieceKey keyOf(PieceNode piece) {
    return keys.get(piece);
  }

  Network network() {
    return network;
  }

  String source() {
    return cluster.source();
  }

  /** What a node makes of a tensor. */
  static Fragment made(Network network, PieceNode node, Tensor tensor) {
    if (node.layer() == null) {
      return Fragment.of(tensor);
    }
    Shape first = network.tensor(node.layer().outputs().get(0)).shape();
    return Fragment.of(tensor, node.regionOf(tensor, first));
  }
}
