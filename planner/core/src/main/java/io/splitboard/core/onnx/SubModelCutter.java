package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import io.splitboard.core.tensor.TensorProtos;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts sub-models out of a model. A sub-model is plain ONNX: typed inputs and outputs under the
 * names that the whole model uses, the nodes of its layers, and the constants that they need,
 * repeated where several sub-models need them. Weights of 4 KiB and more go to the blob store.
 * Dimensions that the whole model leaves open stay open. Safe for use by several threads.
 */
public final class SubModelCutter {

  /** Constants of at least this many bytes are files of their own. */
  static final int EXTERNAL_BYTES = 4096;

  /** Before this version of the format, initializers had to be inputs as well. */
  private static final long FREE_INITIALIZERS = 4;

  private final OnnxModel model;
  private final GraphStructure structure;
  private final Network network;
  private final BlobStore blobs;
  private final Map<String, ValueInfoProto> givenInputs = new HashMap<>();
  private final Map<String, ValueInfoProto> givenOutputs = new HashMap<>();
  private final Map<Integer, Integer> rank = new HashMap<>();

  /**
   * Prepares cutting.
   *
   * @param network what was read from the model
   * @param blobs where large weights are put when a sub-model needs them
   */
  public SubModelCutter(OnnxModel model, Network network, BlobStore blobs) {
    this.model = model;
    this.structure = model.structure();
    this.network = network;
    this.blobs = blobs;
    structure.inputs().forEach(value -> givenInputs.put(value.getName(), value));
    structure.graph().getOutputList().forEach(value -> givenOutputs.put(value.getName(), value));
    List<Integer> order = structure.order();
    for (int i = 0; i < order.size(); i++) {
      rank.put(order.get(i), i);
    }
  }

  /** The network whose layers are cut. */
  public Network network() {
    return network;
  }

  /**
   * The sub-model of a task that computes whole layers.
   *
   * @throws IllegalArgumentException if the task reads or makes a part of a tensor
   */
  public SubModel cut(Task task) {
    return cut(layers(task), tensors(task.reads()), tensors(task.makes()), Map.of());
  }

  /**
   * The same with each node of a layer named after the layer, so that a profile of single nodes
   * tells about layers: {@code layer/number}, where the numbers count the layer's nodes from 0.
   * Nodes that compute constants keep their names.
   */
  public SubModel cutForProfiling(Task task) {
    Map<Integer, String> names = new HashMap<>();
    for (Layer layer : layers(task)) {
      for (int i = 0; i < layer.nodes().size(); i++) {
        names.put(layer.nodes().get(i), layer.id() + "/" + i);
      }
    }
    return cut(layers(task), tensors(task.reads()), tensors(task.makes()), names);
  }

  private List<Layer> layers(Task task) {
    return task.layers().stream().map(network::layer).toList();
  }

  /** All layers as one sub-model, with the whole network's inputs and outputs. */
  public SubModel wholeNetwork() {
    return cut(network.layers(), network.inputs(), network.outputs(), Map.of());
  }

  private static List<String> tensors(List<Fragment> fragments) {
    for (Fragment fragment : fragments) {
      if (!(fragment.region() instanceof Region.All)) {
        throw new IllegalArgumentException("cannot cut through " + fragment.key());
      }
    }
    return fragments.stream().map(Fragment::tensor).distinct().toList();
  }

  private SubModel cut(
      List<Layer> layers,
      List<String> inputs,
      List<String> outputs,
      Map<Integer, String> nodeNames) {
    Set<String> used = new LinkedHashSet<>();
    GraphProto graph = graph(layers, inputs, outputs, nodeNames, used);
    ModelProto.Builder cut =
        model.proto().toBuilder().clearTrainingInfo().clearDocString().setGraph(graph);
    cut.setIrVersion(Math.max(FREE_INITIALIZERS, cut.getIrVersion()));
    for (int i = 0; i < cut.getFunctionsCount(); i++) {
      List<NodeProto> nodes = List.copyOf(cut.getFunctions(i).getNodeList());
      var function = cut.getFunctionsBuilder(i).clearNode();
      nodes.forEach(node -> function.addNode(externalized(node, used)));
    }
    byte[] bytes = cut.build().toByteArray();
    return new SubModel(
        Sha256.of(ByteBuffer.wrap(bytes)),
        bytes,
        new ArrayList<>(used),
        identity(inputs),
        identity(outputs));
  }

  private static Map<String, String> identity(List<String> names) {
    Map<String, String> map = new LinkedHashMap<>();
    names.forEach(name -> map.put(name, name));
    return map;
  }

  private GraphProto graph(
      List<Layer> layers,
      List<String> inputs,
      List<String> outputs,
      Map<Integer, String> nodeNames,
      Set<String> used) {
    Set<Integer> nodes = new LinkedHashSet<>();
    layers.forEach(layer -> nodes.addAll(layer.nodes()));
    Set<String> needed = new LinkedHashSet<>(outputs);
    nodes.forEach(node -> needed.addAll(structure.reads(node)));
    GraphStructure.ConstantParts constants = structure.constantParts(needed);
    nodes.addAll(constants.nodes());

    GraphProto.Builder graph = GraphProto.newBuilder().setName(structure.graph().getName());
    inputs.forEach(name -> graph.addInput(value(name, givenInputs.get(name))));
    addInitializers(graph, constants.initializers(), used);
    nodes.stream()
        .sorted((a, b) -> Integer.compare(rank.get(a), rank.get(b)))
        .forEach(node -> graph.addNode(externalized(named(node, nodeNames.get(node)), used)));
    outputs.forEach(name -> graph.addOutput(value(name, givenOutputs.get(name))));
    return graph.build();
  }

  private NodeProto named(int node, String name) {
    NodeProto original = structure.node(node);
    return name == null ? original : original.toBuilder().setName(name).build();
  }

  private void addInitializers(
      GraphProto.Builder graph, Collection<String> initializers, Set<String> used) {
    boolean overridable = model.proto().getIrVersion() >= FREE_INITIALIZERS;
    for (String name : initializers) {
      SparseTensorProto sparse = structure.sparseInitializer(name);
      if (sparse != null) {
        graph.addSparseInitializer(
            sparse.toBuilder()
                .setValues(inline(sparse.getValues()))
                .setIndices(inline(sparse.getIndices())));
        continue;
      }
      graph.addInitializer(externalized(structure.initializer(name), used));
      if (overridable && structure.isListed(name)) {
        // ONNX Runtime treats these as values rather than constants; results must not change.
        structure.graph().getInputList().stream()
            .filter(input -> input.getName().equals(name))
            .forEach(graph::addInput);
      }
    }
  }

  private NodeProto externalized(NodeProto node, Set<String> used) {
    NodeProto plain =
        node.getDocString().isEmpty() ? node : node.toBuilder().clearDocString().build();
    return ConstantTensors.replace(plain, tensor -> externalized(tensor, used));
  }

  private TensorProto externalized(TensorProto tensor, Set<String> used) {
    Weights weights = model.weights();
    if (tensor.getDataType() == TensorProtos.STRING || weights.size(tensor) < EXTERNAL_BYTES) {
      return inline(tensor);
    }
    String hash = weights.sha256(tensor);
    if (used.add(hash)) {
      blobs.put(hash, weights.bytes(tensor));
    }
    return TensorProto.newBuilder()
        .setName(tensor.getName())
        .setDataType(tensor.getDataType())
        .addAllDims(tensor.getDimsList())
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", "blobs/" + hash))
        .addExternalData(entry("offset", "0"))
        .addExternalData(entry("length", String.valueOf(weights.size(tensor))))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private TensorProto inline(TensorProto tensor) {
    return ExternalData.isExternal(tensor)
        ? tensor.toBuilder()
            .clearExternalData()
            .clearDataLocation()
            .setRawData(UnsafeByteOperations.unsafeWrap(model.weights().bytes(tensor)))
            .build()
        : tensor;
  }

  /** A typed input or output: as the model declares it, else as ONNX Runtime infers it. */
  private ValueInfoProto value(String name, ValueInfoProto original) {
    if (original != null && original.hasType()) {
      return original;
    }
    Tensor tensor = network.tensor(name);
    TypeProto type =
        model
            .declaredTypes()
            .of(name)
            .filter(declared -> declared.type() == tensor.type())
            .map(ValueType::toProto)
            .orElseGet(() -> new ValueType(tensor.type(), new long[0], new String[0]).toProto());
    return ValueInfoProto.newBuilder().setName(name).setType(type).build();
  }
}
