package io.splitboard.core.program;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.PieceNode.Shipment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Brings to each device what its pieces read and it does not make itself: each element once, from
 * one device that has it, so that re-layout between any two placements costs the fewest bytes.
 */
final class Supply {

  private final Network network;
  private final String source;
  private final List<PieceNode> inputs;
  private final List<List<PieceNode>> pieces;
  private final Map<String, List<Need>> needs = new HashMap<>();
  private int shipmentCount;

  /** Part of a tensor that a node reads; the box is null for all of it. */
  private record Need(PieceNode node, Box box) {}

  Supply(Network network, String source, List<PieceNode> inputs, List<List<PieceNode>> pieces) {
    this.network = network;
    this.source = source;
    this.inputs = inputs;
    this.pieces = pieces;
  }

  /** Connects all pieces and appends them, with what must be added, in topological order. */
  void resolve(List<PieceNode> nodes) {
    pieces.forEach(parts -> parts.forEach(this::collectNeeds));
    List<PieceNode> outputs = new ArrayList<>();
    for (String output : new LinkedHashSet<>(network.outputs())) {
      PieceNode node = PieceNode.of(PieceNode.Kind.OUTPUT, network.tensor(output), source);
      outputs.add(node);
      need(output, node, null);
    }
    for (PieceNode input : inputs) {
      nodes.add(input);
      supply(input.tensor(), List.of(input), nodes);
    }
    for (Layer layer : network.layers()) {
      List<PieceNode> makers = pieces.get(layer.index());
      if (!makers.isEmpty()) {
        nodes.addAll(makers);
        layer.outputs().forEach(name -> supply(network.tensor(name), makers, nodes));
      }
    }
    nodes.addAll(outputs);
  }

  private void collectNeeds(PieceNode node) {
    if (node.isWhole()) {
      node.layer().inputs().forEach(tensor -> need(tensor, node, null));
    } else {
      node.slicing()
          .reads()
          .forEach(
              (name, box) ->
                  need(name, node, box.isAllOf(network.tensor(name).shape()) ? null : box));
    }
  }

  private void need(String tensor, PieceNode node, Box box) {
    needs.computeIfAbsent(tensor, key -> new ArrayList<>()).add(new Need(node, box));
  }

  private void supply(Tensor tensor, List<PieceNode> makers, List<PieceNode> nodes) {
    Map<String, List<Need>> byDevice = new LinkedHashMap<>();
    for (Need need : needs.getOrDefault(tensor.name(), List.of())) {
      byDevice.computeIfAbsent(need.node().device(), key -> new ArrayList<>()).add(need);
    }
    if (byDevice.isEmpty()) {
      return;
    }
    List<PieceNode> holders = makers;
    if (isSum(makers)) {
      String owner = Reduction.owner(tensor, makers, demands(tensor, byDevice));
      if (owner != null) {
        holders = List.of(gather(tensor, makers, owner, nodes));
      }
    }
    List<Need> atSource = byDevice.getOrDefault(source, List.of());
    boolean output =
        atSource.stream().anyMatch(need -> need.node().kind() == PieceNode.Kind.OUTPUT);
    if (output && !isOne(holders)) {
      PieceNode gathered = gather(tensor, holders, source, nodes);
      supplyDevice(tensor, List.of(gathered), atSource);
      byDevice.remove(source);
    }
    for (List<Need> own : byDevice.values()) {
      supplyDevice(tensor, holders, own);
    }
  }

  private static boolean isSum(List<PieceNode> makers) {
    return makers.get(0).region() instanceof Region.Summand;
  }

  private static boolean isOne(List<PieceNode> holders) {
    return holders.size() == 1 && holders.get(0).isWhole();
  }

  /** Bytes that each device reads of a tensor. */
  private static Map<String, Long> demands(Tensor tensor, Map<String, List<Need>> byDevice) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    byDevice.forEach(
        (device, own) ->
            bytes.put(
                device,
                demand(tensor, own).stream()
                    .mapToLong(box -> box.elements() * tensor.type().bytes())
                    .sum()));
    return bytes;
  }

  private PieceNode gather(
      Tensor tensor, List<PieceNode> holders, String device, List<PieceNode> nodes) {
    PieceNode gather = PieceNode.of(PieceNode.Kind.GATHER, tensor, device);
    supplyDevice(tensor, holders, List.of(new Need(gather, null)));
    nodes.add(gather);
    return gather;
  }

  /** Supplies all nodes of one device that read a tensor. */
  private void supplyDevice(Tensor tensor, List<PieceNode> holders, List<Need> own) {
    String device = own.get(0).node().device();
    if (isOne(holders) && own.stream().allMatch(need -> need.box() == null)) {
      supplyWhole(tensor, holders.get(0), device, own);
      return;
    }
    List<PieceNode> local =
        holders.stream().filter(holder -> holder.device().equals(device)).toList();
    List<Box> missing = demand(tensor, own);
    boolean sum = isSum(holders);
    if (!sum) {
      for (PieceNode holder : local) {
        missing = without(missing, box(tensor, holder));
      }
    }
    List<Shipment> arrivals = new ArrayList<>();
    for (PieceNode holder : holders) {
      if (!holder.device().equals(device)) {
        for (Box box : missing) {
          Box shared = box.intersect(box(tensor, holder));
          if (!shared.isEmpty()) {
            arrivals.add(ship(tensor, holder, shared, device));
          }
        }
        missing = sum ? missing : without(missing, box(tensor, holder));
      }
    }
    if (!sum && !missing.isEmpty()) {
      throw new IllegalStateException("nothing makes " + missing + " of " + tensor.name());
    }
    for (Need need : own) {
      Box box = need.box() == null ? Box.of(tensor.shape()) : need.box();
      need.node()
          .uses()
          .add(
              new PieceNode.Use(
                  tensor,
                  need.box(),
                  local.stream().filter(each -> meets(box, box(tensor, each))).toList(),
                  arrivals.stream()
                      .filter(each -> meets(box, each.fragment().region().box(tensor.shape())))
                      .toList()));
    }
  }

  private void supplyWhole(Tensor tensor, PieceNode holder, String device, List<Need> own) {
    boolean here = holder.device().equals(device);
    List<PieceNode> local = here ? List.of(holder) : List.of();
    List<Shipment> arrivals =
        here ? List.of() : List.of(shipment(holder, Fragment.of(tensor), device));
    own.forEach(need -> need.node().uses().add(new PieceNode.Use(tensor, null, local, arrivals)));
  }

  private Shipment ship(Tensor tensor, PieceNode holder, Box box, String device) {
    Region region =
        holder.region() instanceof Region.Summand sum
            ? new Region.Summand(box, sum.terms(), sum.of())
            : Region.of(box, tensor.shape());
    return shipment(holder, Fragment.of(tensor, region), device);
  }

  private Shipment shipment(PieceNode holder, Fragment fragment, String device) {
    for (Shipment known : holder.shipments()) {
      if (known.fragment().equals(fragment)) {
        known.receivers().add(device);
        return known;
      }
    }
    Shipment shipment = new Shipment(shipmentCount++, fragment, holder);
    shipment.receivers().add(device);
    holder.shipments().add(shipment);
    return shipment;
  }

  /** What a device reads of a tensor, as boxes that do not overlap and as few as can be. */
  private static List<Box> demand(Tensor tensor, List<Need> own) {
    List<Box> boxes = new ArrayList<>();
    Box hull = null;
    for (Need need : own) {
      if (need.box() == null) {
        return List.of(Box.of(tensor.shape()));
      }
      hull = hull == null ? need.box() : hull.hull(need.box());
      List<Box> added = List.of(need.box());
      for (Box box : boxes) {
        added = without(added, box);
      }
      boxes.addAll(added);
    }
    long elements = boxes.stream().mapToLong(Box::elements).sum();
    return hull != null && hull.elements() == elements ? List.of(hull) : boxes;
  }

  private static List<Box> without(List<Box> boxes, Box hole) {
    List<Box> left = new ArrayList<>();
    boxes.forEach(box -> left.addAll(box.minus(hole)));
    return left;
  }

  private static boolean meets(Box a, Box b) {
    return !a.intersect(b).isEmpty();
  }

  private Box box(Tensor tensor, PieceNode holder) {
    return PieceGraph.made(network, holder, tensor).region().box(tensor.shape());
  }
}
