package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.operator.OperatorRule;
import io.splitboard.core.operator.Operators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes layers out of groups of nodes: names, what flows in and out, and costs. */
final class LayerBuilder {

  private final GraphStructure structure;
  private final Map<String, Long> versions;
  private final Map<String, Tensor> tensors;
  private final List<List<Integer>> groups;
  private final Set<String> outputs = new LinkedHashSet<>();
  private final Map<String, Set<Integer>> readers = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * Prepares building.
   *
   * @param tensors types and shapes of all values that nodes read or make
   * @param groups the nodes of each layer, in topological order
   */
  LayerBuilder(OnnxModel model, Map<String, Tensor> tensors, List<List<Integer>> groups) {
    this.structure = model.structure();
    this.versions = versions(model.proto());
    this.tensors = tensors;
    this.groups = groups;
    for (ValueInfoProto output : structure.graph().getOutputList()) {
      outputs.add(output.getName());
    }
    for (int i = 0; i < groups.size(); i++) {
      for (int node : groups.get(i)) {
        for (String value : structure.reads(node)) {
          readers.computeIfAbsent(value, key -> new HashSet<>()).add(i);
        }
      }
    }
  }

  /** Versions of the operator sets that a model asks for, by domain. */
  private static Map<String, Long> versions(ModelProto model) {
    Map<String, Long> versions = new HashMap<>();
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      String domain = Operators.isStandard(set.getDomain()) ? "" : set.getDomain();
      versions.put(domain, set.getVersion());
    }
    return versions;
  }

  /** All layers in order. */
  List<Layer> build() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      layers.add(layer(i));
    }
    return layers;
  }

  private Layer layer(int index) {
    List<Integer> nodes = groups.get(index);
    Set<String> made = new LinkedHashSet<>();
    Set<String> read = new LinkedHashSet<>();
    Set<String> constants = new LinkedHashSet<>();
    for (int node : nodes) {
      made.addAll(structure.node(node).getOutputList());
      for (String value : structure.reads(node)) {
        (structure.isConstant(value) ? constants : read).add(value);
      }
    }
    made.remove("");
    read.removeAll(made);
    made.removeIf(value -> !neededOutside(value, index));
    if (index == groups.size() - 1) {
      outputs.stream().filter(structure::isConstant).forEach(constants::add);
      outputs.stream().filter(structure::isConstant).forEach(made::add);
    }
    int main = mainNode(nodes);
    NodeProto node = structure.node(main);
    List<String> weights = List.copyOf(structure.constantParts(constants).initializers());
    return new Layer(
        uniqueId(node, main),
        index,
        node.getOpType(),
        node.getDomain(),
        nodes,
        List.copyOf(read),
        List.copyOf(made),
        weights,
        kind(main),
        cost(nodes, weights),
        nodes.stream().map(this::call).toList());
  }

  private boolean neededOutside(String value, int index) {
    Set<Integer> all = readers.getOrDefault(value, Set.of());
    return outputs.contains(value) || all.stream().anyMatch(reader -> reader != index);
  }

  /** The node that stands for its group: the one with most MACs, else the first that computes. */
  private int mainNode(List<Integer> nodes) {
    int main = nodes.get(0);
    for (int node : nodes) {
      boolean computesFirst = macs(node) == macs(main) && converts(main) && !converts(node);
      if (macs(node) > macs(main) || computesFirst) {
        main = node;
      }
    }
    return main;
  }

  private boolean converts(int node) {
    return QuantizedGroups.CONVERSIONS.contains(structure.node(node).getOpType());
  }

  private String uniqueId(NodeProto node, int position) {
    String name =
        node.getName().isBlank() ? node.getOpType() + "_" + position : node.getName().strip();
    String id = name;
    for (int copy = 2; !ids.add(id); copy++) {
      id = name + "~" + copy;
    }
    return id;
  }

  private LayerKind kind(int node) {
    return rule(node).kind(call(node));
  }

  private long macs(int node) {
    return rule(node).macs(call(node));
  }

  private OperatorRule rule(int node) {
    NodeProto proto = structure.node(node);
    return Operators.rule(proto.getDomain(), proto.getOpType());
  }

  private LayerCost cost(List<Integer> nodes, List<String> weights) {
    long macs = 0;
    long parameters = 0;
    for (int node : nodes) {
      macs = Math.addExact(macs, macs(node));
      parameters += rule(node).parameters(call(node));
    }
    long bytes = weights.stream().mapToLong(structure::bytes).sum();
    return new LayerCost(macs, parameters, bytes);
  }

  private OperatorCall call(int node) {
    NodeProto proto = structure.node(node);
    Map<String, List<Long>> integers = new HashMap<>();
    Map<String, List<Double>> reals = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (AttributeProto attribute : proto.getAttributeList()) {
      switch (attribute.getType()) {
        case INT -> integers.put(attribute.getName(), List.of(attribute.getI()));
        case INTS -> integers.put(attribute.getName(), attribute.getIntsList());
        case FLOAT -> reals.put(attribute.getName(), List.of((double) attribute.getF()));
        case FLOATS ->
            reals.put(
                attribute.getName(),
                attribute.getFloatsList().stream().map(Float::doubleValue).toList());
        case STRING -> texts.put(attribute.getName(), attribute.getS().toStringUtf8());
        default -> {
          // Rules need no other kind of attribute.
        }
      }
    }
    return new OperatorCall(
        proto.getOpType(),
        proto.getDomain(),
        versions.getOrDefault(
            Operators.isStandard(proto.getDomain()) ? "" : proto.getDomain(), OperatorCall.NEWEST),
        proto.getInputList().stream().map(this::operand).toList(),
        proto.getOutputList().stream().map(this::operand).toList(),
        integers,
        reals,
        texts);
  }

  private Operand operand(String name) {
    if (name.isEmpty()) {
      return Operand.ABSENT;
    }
    TensorProto initializer = structure.initializer(name);
    if (initializer != null) {
      ElementType type = ElementType.ofOnnx(initializer.getDataType());
      Shape shape = new Shape(initializer.getDimsList());
      return new Operand(name, type, shape, true, structure.shortValues(initializer));
    }
    SparseTensorProto sparse = structure.sparseInitializer(name);
    if (sparse != null) {
      ElementType type = ElementType.ofOnnx(sparse.getValues().getDataType());
      return new Operand(name, type, new Shape(sparse.getDimsList()), true);
    }
    Tensor tensor = tensors.get(name);
    return tensor == null
        ? Operand.ABSENT
        : new Operand(name, tensor.type(), tensor.shape(), structure.isConstant(name));
  }
}
