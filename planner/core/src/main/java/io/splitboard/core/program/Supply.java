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

  /**
   * A tensor and who makes which part of it.
   *
   * @param boxes for each of the holders
   */
  private record Held(Tensor tensor, List<PieceNode> holders, List<Box> boxes) {

    boolean isSum() {
      return holders.get(0).region() instanceof Region.Summand;
    }

    boolean isOne() {
      return holders.size() == 1 && holders.get(0).isWhole();
    }
  }

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
      for (String name : node.slicing().reads().keySet()) {
        for (Box box : node.slicing().boxes(name)) {
          need(name, node, box.isAllOf(network.tensor(name).shape()) ? null : box);
        }
      }
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
    Held held = held(tensor, makers);
    if (held.isSum()) {
      String owner = Reduction.owner(tensor, makers, demands(tensor, byDevice));
      if (owner != null) {
        held = held(tensor, List.of(gather(held, owner, nodes)));
      }
    }
    List<Need> atSource = byDevice.getOrDefault(source, List.of());
    boolean output =
        atSource.stream().anyMatch(need -> need.node().kind() == PieceNode.Kind.OUTPUT);
    if (output && !held.isOne()) {
      PieceNode gathered = gather(held, source, nodes);
      supplyDevice(held(tensor, List.of(gathered)), atSource);
      byDevice.remove(source);
    }
    for (List<Need> own : byDevice.values()) {
      supplyDevice(held, own);
    }
  }

  private Held held(Tensor tensor, List<PieceNode> holders) {
    List<Box> boxes = new ArrayList<>();
    for (PieceNode holder : holders) {
      boxes.add(PieceGraph.made(network, holder, tensor).region().box(tensor.shape()));
    }
    return new Held(tensor, holders, boxes);
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

  private PieceNode gather(Held held, String device, List<PieceNode> nodes) {
    PieceNode gather = PieceNode.of(PieceNode.Kind.GATHER, held.tensor(), device);
    supplyDevice(held, List.of(new Need(gather, null)));
    nodes.add(gather);
    return gather;
  }

  /** Supplies all nodes of one device that read a tensor. */
  private void supplyDevice(Held held, List<Need> own) {
    Tensor tensor = held.tensor();
    String device = own.get(0).node().device();
    if (held.isOne() && own.stream().allMatch(need -> need.box() == null)) {
      supplyWhole(tensor, held.holders().get(0), device, own);
      return;
    }
    List<Shipment> arrivals = arrivals(held, device, own);
    List<Box> arrived = new ArrayList<>();
    arrivals.forEach(each -> arrived.add(each.fragment().region().box(tensor.shape())));
    for (Need need : own) {
      Box box = need.box() == null ? Box.of(tensor.shape()) : need.box();
      List<PieceNode> local = new ArrayList<>();
      for (int i = 0; i < held.holders().size(); i++) {
        PieceNode holder = held.holders().get(i);
        if (holder.device().equals(device) && box.meets(held.boxes().get(i))) {
          local.add(holder);
        }
      }
      List<Shipment> met = new ArrayList<>();
      for (int i = 0; i < arrivals.size(); i++) {
        if (box.meets(arrived.get(i))) {
          met.add(arrivals.get(i));
        }
      }
      need.node().uses().add(new PieceNode.Use(tensor, need.box(), local, met));
    }
  }

  /** What must come from other devices: all that is read but for what this one makes itself. */
  private List<Shipment> arrivals(Held held, String device, List<Need> own) {
    List<Box> missing = demand(held.tensor(), own);
    boolean sum = held.isSum();
    for (int i = 0; i < held.holders().size() && !sum; i++) {
      if (held.holders().get(i).device().equals(device)) {
        missing = without(missing, held.boxes().get(i));
      }
    }
    List<Shipment> arrivals = new ArrayList<>();
    for (int i = 0; i < held.holders().size() && !missing.isEmpty(); i++) {
      PieceNode holder = held.holders().get(i);
      if (!holder.device().equals(device)) {
        for (Box box : missing) {
          if (box.meets(held.boxes().get(i))) {
            Box shared = box.intersect(held.boxes().get(i));
            arrivals.add(ship(held.tensor(), holder, shared, device));
          }
        }
        missing = sum ? missing : without(missing, held.boxes().get(i));
      }
    }
    if (!sum && !missing.isEmpty()) {
      throw new IllegalStateException("nothing makes " + missing + " of " + held.tensor().name());
    }
    return arrivals;
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
    boolean same = true;
    for (Box box : boxes) {
      same &= !box.isEmpty() && !box.meets(hole);
    }
    if (same) {
      return boxes;
    }
    List<Box> left = new ArrayList<>();
    for (Box box : boxes) {
      left.addAll(box.minus(hole));
    }
    return left;
  }
}
