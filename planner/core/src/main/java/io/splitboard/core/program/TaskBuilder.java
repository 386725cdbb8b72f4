package io.splitboard.core.program;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.WorkingMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes tasks of groups of pieces: what each reads, makes and costs. */
final class TaskBuilder {

  private final Network network;
  private final List<List<PieceNode>> groups;
  private final int[] groupOf;
  private final long[] working;
  private final List<LinkedHashSet<Fragment>> makes = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  TaskBuilder(PieceGraph graph) {
    this.network = graph.network();
    this.groups = TaskGroups.of(graph);
    this.working = WorkingMemory.bytes(network);
    this.groupOf = new int[graph.nodes().size()];
    Arrays.fill(groupOf, -1);
    for (int i = 0; i < groups.size(); i++) {
      makes.add(new LinkedHashSet<>());
      for (PieceNode node : groups.get(i)) {
        groupOf[node.index()] = i;
      }
    }
    graph.nodes().forEach(this::addMade);
  }

  /** What a node reads from other tasks on its device is made by them. */
  private void addMade(PieceNode node) {
    for (PieceNode.Use use : node.uses()) {
      for (PieceNode maker : use.local()) {
        int group = groupOf[maker.index()];
        if (maker.kind() != PieceNode.Kind.INPUT && group != groupOf[node.index()]) {
          makes.get(group).add(PieceGraph.made(network, maker, use.tensor()));
        }
      }
    }
    int group = groupOf[node.index()];
    for (PieceNode.Shipment shipment : node.shipments()) {
      boolean given =
          node.kind() == PieceNode.Kind.INPUT && shipment.fragment().region() instanceof Region.All;
      if (!given) {
        makes.get(group).add(shipment.fragment());
      }
    }
  }

  /** All tasks, in an order in which one device could run them; with priority 0. */
  List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      tasks.add(task(i));
    }
    return tasks;
  }

  private Task task(int group) {
    List<PieceNode> nodes = groups.get(group);
    String device = nodes.get(0).device();
    List<Piece> pieces = new ArrayList<>();
    LayerCost cost = LayerCost.ZERO;
    long activation = 0;
    for (PieceNode node : nodes) {
      if (node.layer() != null) {
        Piece piece = piece(node);
        pieces.add(piece);
        cost = cost.plus(cost(node.layer(), piece));
      }
      activation = Math.max(activation, activation(node));
    }
    return new Task(
        device + "." + numbers.merge(device, 1, Integer::sum),
        device,
        pieces.isEmpty() ? Task.Kind.ASSEMBLY : Task.Kind.COMPUTE,
        pieces,
        reads(group),
        List.copyOf(makes.get(group)),
        0,
        cost,
        activation,
        Turn.ALWAYS);
  }

  private static Piece piece(PieceNode node) {
    Layer layer = node.layer();
    return node.isWhole()
        ? Piece.whole(layer.id(), layer.cost().weightBytes())
        : new Piece(
            layer.id(),
            node.region(),
            node.slicing().work(),
            node.slicing().weightBytes(),
            node.slicing().weights());
  }

  private static LayerCost cost(Layer layer, Piece piece) {
    LayerCost whole = layer.cost();
    if (piece.isWhole()) {
      return whole;
    }
    double weights =
        whole.weightBytes() == 0 ? 1 : (double) piece.weightBytes() / whole.weightBytes();
    return new LayerCost(
        Math.round(whole.macs() * piece.work()),
        Math.round(whole.parameters() * weights),
        piece.weightBytes());
  }

  /**
   * A piece holds its own share of the layer's tensors; of what else is alive meanwhile, on any
   * device, about its share of the work.
   */
  private long activation(PieceNode node) {
    if (node.layer() == null) {
      return 2 * node.tensor().bytes();
    }
    long all = working[node.layer().index()];
    if (node.isWhole()) {
      return all;
    }
    long wholeOwn = 0;
    Set<String> read = new HashSet<>();
    long own = 0;
    for (PieceNode.Use use : node.uses()) {
      Tensor tensor = use.tensor();
      wholeOwn += read.add(tensor.name()) ? tensor.bytes() : 0;
      own += use.box() == null ? tensor.bytes() : use.box().elements() * tensor.type().bytes();
    }
    for (String output : node.layer().outputs()) {
      Tensor tensor = network.tensor(output);
      wholeOwn += tensor.bytes();
      own += PieceGraph.made(network, node, tensor).bytes();
    }
    return own + Math.round(Math.max(0, all - wholeOwn) * Math.min(1, node.slicing().work()));
  }

  private List<Fragment> reads(int group) {
    Set<Fragment> reads = new LinkedHashSet<>();
    for (PieceNode node : groups.get(group)) {
      if (node.kind() == PieceNode.Kind.INPUT) {
        reads.add(Fragment.of(node.tensor()));
      }
      for (PieceNode.Use use : node.uses()) {
        for (PieceNode maker : use.local()) {
          boolean input = maker.kind() == PieceNode.Kind.INPUT;
          if (input || groupOf[maker.index()] != group) {
            reads.add(PieceGraph.made(network, maker, use.tensor()));
          }
        }
        use.arrivals().forEach(shipment -> reads.add(shipment.fragment()));
      }
    }
    return List.copyOf(reads);
  }
}
