package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.operator.Slicing;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Piece;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the graph of one task that computes parts of layers, or only assembles fragments. */
final class PieceGraphWriter {

  private final GraphStructure structure;
  private final Network network;
  private final CutWeights weights;
  private final ValueTypes types;
  private final boolean nodesNamedAfterLayers;
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final List<NodeProto> nodes = new ArrayList<>();
  private final RegionValues values;
  private final Set<String> constants = new LinkedHashSet<>();
  private final Set<String> written = new HashSet<>();
  private final Map<String, String> outputNames = new LinkedHashMap<>();

  PieceGraphWriter(
      OnnxModel model,
      Network network,
      CutWeights weights,
      ValueTypes types,
      boolean nodesNamedAfterLayers) {
    this.structure = model.structure();
    this.network = network;
    this.weights = weights;
    this.types = types;
    this.nodesNamedAfterLayers = nodesNamedAfterLayers;
    this.values = new RegionValues(graph, nodes, model.opset());
    graph.setName(structure.graph().getName());
  }

  /** The graph; its inputs are named by the keys of the fragments that the task reads. */
  GraphProto write(Task task) {
    Set<String> inputs = new HashSet<>();
    for (Fragment read : task.reads()) {
      Tensor tensor = network.tensor(read.tensor());
      graph.addInput(types.input(tensor, read.region()));
      values.hold(tensor, read.region(), read.key());
      inputs.add(read.key());
    }
    task.pieces().forEach(this::add);
    for (Fragment made : task.makes()) {
      addOutput(made, inputs);
    }
    GraphStructure.ConstantParts parts = structure.constantParts(constants);
    weights.add(graph, parts.initializers());
    Map<Integer, Integer> rank = new HashMap<>();
    structure.order().forEach(node -> rank.put(node, rank.size()));
    parts.nodes().stream()
        .sorted(Comparator.comparing(rank::get))
        .forEach(node -> graph.addNode(weights.externalized(structure.node(node))));
    nodes.forEach(graph::addNode);
    return graph.build();
  }

  /** Output name of the model by fragment key. */
  Map<String, String> outputNames() {
    return outputNames;
  }

  private void addOutput(Fragment made, Set<String> inputs) {
    Tensor tensor = network.tensor(made.tensor());
    String value = values.value(tensor, made.region());
    if (inputs.contains(value) || outputNames.containsValue(value)) {
      String copy = made.key() + "~copy";
      nodes.add(
          NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(copy).build());
      value = copy;
    }
    outputNames.put(made.key(), value);
    graph.addOutput(types.output(tensor, made.region(), value));
  }

  private void add(Piece piece) {
    Layer layer = network.layer(piece.layer());
    if (piece.isWhole()) {
      addWhole(layer);
      return;
    }
    LayerSlicing slicing =
        piece.region() instanceof Region.Summand summand
            ? LayerSlicing.ofTerms(network, layer, summand.box(), summand.terms())
            : LayerSlicing.of(network, layer, ((Region.Part) piece.region()).box());
    addPart(layer, piece.region(), slicing);
  }

  private void addWhole(Layer layer) {
    for (String input : layer.inputs()) {
      values.value(network.tensor(input), Region.ALL);
    }
    for (int i = 0; i < layer.nodes().size(); i++) {
      NodeProto node = structure.node(layer.nodes().get(i));
      structure.reads(layer.nodes().get(i)).stream()
          .filter(structure::isConstant)
          .forEach(constants::add);
      nodes.add(weights.externalized(named(node, layer)));
    }
    for (String output : layer.outputs()) {
      if (structure.isConstant(output)) {
        constants.add(output);
      }
      values.hold(network.tensor(output), Region.ALL, output);
    }
  }

  private void addPart(Layer layer, Region region, LayerSlicing slicing) {
    Map<String, Computed> inner = new HashMap<>();
    for (int i = 0; i < layer.nodes().size(); i++) {
      Optional<LayerSlicing.Node> part = slicing.nodes().get(i);
      if (part.isPresent()) {
        addNode(layer, i, part.get(), region, inner);
      }
    }
    Shape first = network.tensor(layer.outputs().get(0)).shape();
    for (String output : layer.outputs()) {
      Tensor tensor = network.tensor(output);
      Box wanted = LayerSlicing.onOutput(region.box(first), first, tensor.shape());
      Region held = region instanceof Region.Summand ? region : Region.of(wanted, tensor.shape());
      String name = output + held.suffix();
      values.hold(tensor, held, cropped(inner.get(output), wanted, name));
    }
  }

  /** What a node of this piece made: a value and its place in the whole one. */
  private record Computed(String name, Box box) {}

  private String cropped(Computed value, Box wanted, String name) {
    return value.box().equals(wanted)
        ? value.name()
        : values.slice(value.name(), value.box(), wanted, name);
  }

  private void addNode(
      Layer layer, int number, LayerSlicing.Node part, Region region, Map<String, Computed> inner) {
    OperatorCall call = layer.calls().get(number);
    Slicing slicing = part.slicing();
    List<String> inputs = new ArrayList<>();
    for (int position = 0; position < call.inputs().size(); position++) {
      inputs.add(input(call.input(position), position, slicing, inner));
    }
    slicing.constants().keySet().stream()
        .filter(position -> position >= call.inputs().size())
        .sorted()
        .forEach(position -> inputs.add(values.vector(slicing.constants().get(position))));
    List<String> outputs = new ArrayList<>();
    for (Operand output : call.outputs()) {
      if (!output.present()) {
        outputs.add("");
        continue;
      }
      Box box = LayerSlicing.onOutput(slicing.output(), call.output(0).shape(), output.shape());
      boolean exact =
          network.tensors().containsKey(output.name()) && slicing.output().equals(part.wanted());
      String name = output.name() + region.suffix() + (exact ? "" : "~" + number);
      inner.put(output.name(), new Computed(name, box));
      outputs.add(name);
    }
    NodeProto node = named(structure.node(layer.nodes().get(number)), layer);
    nodes.add(weights.externalized(NodeSlicer.rewrite(node, slicing, inputs, outputs)));
  }

  private String input(
      Operand operand, int position, Slicing slicing, Map<String, Computed> inner) {
    List<Long> constant = slicing.constants().get(position);
    if (constant != null) {
      return values.vector(constant);
    }
    List<Box> boxes = operand.present() ? slicing.boxes(position) : List.of();
    List<String> parts = boxes.stream().map(box -> part(operand, box, inner)).toList();
    return switch (parts.size()) {
      case 0 -> "";
      case 1 -> parts.get(0);
      default -> values.concatenation(parts, slicing.scattered().get(position).axis());
    };
  }

  private String part(Operand operand, Box box, Map<String, Computed> inner) {
    if (operand.constant()) {
      return constant(operand, box);
    }
    Computed made = inner.get(operand.name());
    if (made != null) {
      return cropped(made, box, made.name() + "#" + box);
    }
    Tensor tensor = network.tensor(operand.name());
    return values.value(tensor, Region.of(box, tensor.shape()));
  }

  private String constant(Operand operand, Box box) {
    if (box.isAllOf(operand.shape())) {
      constants.add(operand.name());
      return operand.name();
    }
    String name = operand.name() + "#" + box;
    if (written.add(name)) {
      TensorProto initializer = structure.initializer(operand.name());
      if (initializer != null) {
        graph.addInitializer(weights.slice(initializer, box, name));
      } else {
        constants.add(operand.name());
        values.slice(operand.name(), Box.of(operand.shape()), box, name);
      }
    }
    return name;
  }

  /** ONNX Runtime refuses two nodes of one name, and two pieces may be of one layer. */
  private NodeProto named(NodeProto node, Layer layer) {
    if (nodesNamedAfterLayers) {
      return node.toBuilder().setName(layer.id() + "/" + nodes.size()).build();
    }
    return node.toBuilder().setName(node.getName() + "#" + nodes.size()).build();
  }
}
