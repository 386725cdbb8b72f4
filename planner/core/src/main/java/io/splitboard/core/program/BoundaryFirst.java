package io.splitboard.core.program;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import io.splitboard.core.program.PieceGraph.PieceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Cuts each share of rows or columns into the boundaries that other devices wait for and the rest,
 * so that boundaries are computed and sent first. Where a boundary is computed from a few rows of
 * the layer before on the same device, and the rest from others, as with activations and pools,
 * that layer is cut there too.
 */
final class BoundaryFirst {

  private final Network network;
  private final PieceGraph graph;
  private final Map<PieceNode, TreeSet<Long>> cuts = new HashMap<>();

  BoundaryFirst(Network network, PieceGraph graph) {
    this.network = network;
    this.graph = graph;
  }

  /** The parts of each share that is cut, in order. */
  Map<PieceKey, List<Range>> cuts() {
    List<PieceNode> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      PieceNode node = nodes.get(i);
      if (isSegment(node)) {
        node.shipments().forEach(shipment -> cutAt(node, shipment.fragment()));
        passOn(node);
      }
    }
    Map<PieceKey, List<Range>> result = new HashMap<>();
    cuts.forEach((node, at) -> result.put(graph.keyOf(node), parts(node)));
    return result;
  }

  private static boolean isSegment(PieceNode node) {
    return node.split() == SplitKind.ROWS || node.split() == SplitKind.COLUMNS;
  }

  private void cutAt(PieceNode node, Fragment sent) {
    Tensor tensor = network.tensor(sent.tensor());
    Range range = sent.region().box(tensor.shape()).range(axis(node));
    cut(node, range.from());
    cut(node, range.to());
  }

  private void cut(PieceNode node, long at) {
    Range range = range(node);
    if (range.from() < at && at < range.to()) {
      cuts.computeIfAbsent(node, key -> new TreeSet<>()).add(at);
    }
  }

  private void passOn(PieceNode node) {
    List<Range> parts = parts(node);
    if (parts.size() < 2) {
      return;
    }
    List<LayerSlicing> slicings = new ArrayList<>();
    for (Range part : parts) {
      Box box = ((Region.Part) node.region()).box().with(axis(node), part);
      slicings.add(LayerSlicing.of(network, node.layer(), box));
    }
    for (PieceNode.Use use : node.uses()) {
      for (PieceNode maker : use.local()) {
        if (isSegment(maker) && maker.split() == node.split()) {
          for (int i = 1; i < slicings.size(); i++) {
            passOn(use, maker, slicings.get(i - 1), slicings.get(i));
          }
        }
      }
    }
  }

  private void passOn(PieceNode.Use use, PieceNode maker, LayerSlicing before, LayerSlicing after) {
    Box first = before.reads().get(use.tensor().name());
    Box second = after.reads().get(use.tensor().name());
    int axis = axis(maker);
    if (first != null && second != null && first.range(axis).to() <= second.range(axis).from()) {
      cut(maker, second.range(axis).from());
    }
  }

  private List<Range> parts(PieceNode node) {
    List<Range> parts = new ArrayList<>();
    Range whole = range(node);
    long from = whole.from();
    for (long at : cuts.getOrDefault(node, new TreeSet<>())) {
      parts.add(new Range(from, at));
      from = at;
    }
    parts.add(new Range(from, whole.to()));
    return parts;
  }

  private Range range(PieceNode node) {
    return ((Region.Part) node.region()).box().range(axis(node));
  }

  private int axis(PieceNode node) {
    return Splits.axis(network, node.layer(), node.split());
  }
}
