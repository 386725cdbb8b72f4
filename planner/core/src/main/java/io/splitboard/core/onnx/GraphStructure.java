package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.splitboard.core.UserException;
import io.splitboard.core.operator.Operators;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who makes and who reads each value of a model's graph, which nodes only compute constants, and an
 * order in which the nodes can run. Nodes are named by their position in the file.
 *
 * <p>A {@code Constant} node that holds a tensor counts as an initializer.
 */
final class GraphStructure {

  private static final Set<String> RANDOM =
      Set.of(
          "RandomNormal",
          "RandomUniform",
          "RandomNormalLike",
          "RandomUniformLike",
          "Multinomial",
          "Bernoulli");

  private final Path file;
  private final GraphProto graph;
  private final Weights weights;
  private final Map<String, TensorProto> initializers = new LinkedHashMap<>();
  private final Map<String, SparseTensorProto> sparseInitializers = new LinkedHashMap<>();
  private final Set<String> listedInitializers = new HashSet<>();
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final Map<String, Integer> producers = new HashMap<>();
  private final List<List<String>> reads = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private final BitSet constants = new BitSet();
  private final BitSet live = new BitSet();

  GraphStructure(Path file, ModelProto model, Weights weights) {
    this.file = file;
    this.graph = model.getGraph();
    this.weights = weights;
    collectInitializers();
    collectInputs();
    collectNodes();
    sort();
    markConstants();
    markLive();
    ConstantTensors.visit(model, weights::check);
  }

  private void collectInitializers() {
    for (TensorProto tensor : graph.getInitializerList()) {
      define(tensor.getName(), initializers.put(tensor.getName(), tensor) == null);
    }
    for (SparseTensorProto tensor : graph.getSparseInitializerList()) {
      String name = tensor.getValues().getName();
      define(name, sparseInitializers.put(name, tensor) == null);
    }
  }

  private void collectInputs() {
    Set<String> names = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      define(input.getName(), names.add(input.getName()));
      if (initializers.containsKey(input.getName())
          || sparseInitializers.containsKey(input.getName())) {
        listedInitializers.add(input.getName());
      } else {
        inputs.add(input);
      }
    }
  }

  private void collectNodes() {
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeProto node = graph.getNode(i);
      for (String output : node.getOutputList()) {
        if (!output.isEmpty()) {
          define(output, producers.put(output, i) == null && !isInitializer(output));
        }
      }
      reads.add(NodeReads.of(node));
    }
    inputs.forEach(input -> define(input.getName(), !producers.containsKey(input.getName())));
    for (int i = 0; i < graph.getNodeCount(); i++) {
      TensorProto value = tensorConstant(graph.getNode(i));
      if (value != null) {
        String name = graph.getNode(i).getOutput(0);
        initializers.put(name, value.toBuilder().setName(name).build());
        constants.set(i);
      }
    }
  }

  private void define(String name, boolean first) {
    if (!first) {
      throw illFormed("makes the value " + name + " twice");
    }
  }

  private static TensorProto tensorConstant(NodeProto node) {
    if (!node.getOpType().equals("Constant")
        || !Operators.isStandard(node.getDomain())
        || node.getOutputCount() != 1
        || node.getAttributeCount() != 1
        || !node.getAttribute(0).hasT()) {
      return null;
    }
    return node.getAttribute(0).getT();
  }

  private void sort() {
    requireMade();
    order.addAll(NodeOrder.of(reads, producers));
    if (order.size() < reads.size()) {
      throw illFormed("has nodes that wait for each other");
    }
  }

  private void requireMade() {
    Set<String> given = new HashSet<>();
    inputs.forEach(input -> given.add(input.getName()));
    for (List<String> names : reads) {
      for (String name : names) {
        if (!producers.containsKey(name) && !isInitializer(name) && !given.contains(name)) {
          throw illFormed("has a node that reads " + name + ", which nothing makes");
        }
      }
    }
  }

  private void markConstants() {
    for (int node : order) {
      if (!isRandom(graph.getNode(node)) && reads.get(node).stream().allMatch(this::isConstant)) {
        constants.set(node);
      }
    }
  }

  private static boolean isRandom(NodeProto node) {
    return RANDOM.contains(node.getOpType())
        || node.getAttributeList().stream()
            .filter(AttributeProto::hasG)
            .flatMap(attribute -> attribute.getG().getNodeList().stream())
            .anyMatch(GraphStructure::isRandom);
  }

  private void markLive() {
    Deque<Integer> open = new ArrayDeque<>();
    Set<String> given = new HashSet<>();
    inputs.forEach(input -> given.add(input.getName()));
    for (ValueInfoProto output : graph.getOutputList()) {
      String name = output.getName();
      if (producers.containsKey(name)) {
        open.add(producers.get(name));
      } else if (!isInitializer(name) && !given.contains(name)) {
        throw illFormed("returns " + name + ", which nothing makes");
      }
    }
    while (!open.isEmpty()) {
      int node = open.remove();
      if (!live.get(node)) {
        live.set(node);
        for (String name : reads.get(node)) {
          if (producers.containsKey(name)) {
            open.add(producers.get(name));
          }
        }
      }
    }
  }

  private UserException illFormed(String what) {
    return new UserException(
        "Model %s is ill-formed: it %s; export the model again.".formatted(file, what));
  }

  GraphProto graph() {
    return graph;
  }

  NodeProto node(int index) {
    return graph.getNode(index);
  }

  /** All nodes, each after those that it reads from. */
  List<Integer> order() {
    return order;
  }

  /** Distinct values that a node reads, those captured by its sub-graphs included. */
  List<String> reads(int node) {
    return reads.get(node);
  }

  /** The node that makes a value; null for inputs and initializers. */
  Integer producer(String value) {
    return producers.get(value);
  }

  /** Whether a node's result is the same for every request. */
  boolean isConstant(int node) {
    return constants.get(node);
  }

  /** Whether a value is the same for every request. */
  boolean isConstant(String value) {
    Integer producer = producers.get(value);
    return isInitializer(value) || (producer != null && constants.get(producer));
  }

  /** Whether an output depends on this node. */
  boolean isLive(int node) {
    return live.get(node);
  }

  private boolean isInitializer(String value) {
    return initializers.containsKey(value) || sparseInitializers.containsKey(value);
  }

  /** The initializer of this name; null if there is none. */
  TensorProto initializer(String value) {
    return initializers.get(value);
  }

  /** The sparse initializer of this name; null if there is none. */
  SparseTensorProto sparseInitializer(String value) {
    return sparseInitializers.get(value);
  }

  /** Whether an initializer is listed among the inputs, so that a caller may override it. */
  boolean isListed(String initializer) {
    return listedInitializers.contains(initializer);
  }

  /** What a request must bring, in the file's order. */
  List<ValueInfoProto> inputs() {
    return inputs;
  }

  /** What a short constant of numbers holds; empty for others. */
  List<Double> shortValues(TensorProto initializer) {
    return ShortConstants.values(initializer, weights);
  }

  /** Bytes of an initializer. */
  long bytes(String initializer) {
    TensorProto dense = initializers.get(initializer);
    if (dense != null) {
      return weights.size(dense);
    }
    SparseTensorProto sparse = sparseInitializers.get(initializer);
    return weights.size(sparse.getValues()) + weights.size(sparse.getIndices());
  }

  /** The constants that some values need: initializers, and nodes in an order to run them. */
  ConstantParts constantParts(Collection<String> values) {
    Set<String> names = new LinkedHashSet<>();
    Set<Integer> nodes = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(values);
    while (!open.isEmpty()) {
      String value = open.remove();
      if (isInitializer(value)) {
        names.add(value);
      } else if (isConstant(value) && nodes.add(producers.get(value))) {
        open.addAll(reads.get(producers.get(value)));
      }
    }
    return new ConstantParts(names, nodes);
  }

  /**
   * What computes some constants.
   *
   * @param initializers names of initializers
   * @param nodes positions of nodes, in no particular order
   */
  record ConstantParts(Set<String> initializers, Set<Integer> nodes) {}
}
