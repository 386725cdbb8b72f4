package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Region;
import io.splitboard.core.program.Task;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts sub-models out of a model. A sub-model is plain ONNX: typed inputs and outputs, the nodes of
 * its pieces, and the constants that they need, repeated where several sub-models need them.
 * Weights of 4 KiB and more go to the blob store. For tasks of whole layers, names are those of the
 * whole model and dimensions that it leaves open stay open; what computes parts is bound to their
 * shapes. Safe for use by several threads.
 */
public final class SubModelCutter {

  private final OnnxModel model;
  private final GraphStructure structure;
  private final Network network;
  private final BlobStore blobs;
  private final ValueTypes types;
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
    this.types = new ValueTypes(model);
    List<Integer> order = structure.order();
    for (int i = 0; i < order.size(); i++) {
      rank.put(order.get(i), i);
    }
  }

  /** The network whose layers are cut. */
  public Network network() {
    return network;
  }

  /** The sub-model of a task. */
  public SubModel cut(Task task) {
    return cut(task, false);
  }

  /**
   * The same with each node of a layer named after the layer, so that a profile of single nodes
   * tells about layers: {@code layer/number}, where the numbers tell nodes apart. Nodes that
   * compute constants, slice or put together keep their names.
   */
  public SubModel cutForProfiling(Task task) {
    return cut(task, true);
  }

  /** All layers as one sub-model, with the whole network's inputs and outputs. */
  public SubModel wholeNetwork() {
    return cut(network.layers(), network.inputs(), network.outputs(), Map.of());
  }

  /** All layers as one sub-model that returns some inner tensors besides its outputs. */
  public SubModel wholeNetworkShowing(Collection<String> tensors) {
    Set<String> shown = new LinkedHashSet<>(network.outputs());
    shown.addAll(tensors);
    shown.removeAll(network.inputs());
    return cut(network.layers(), network.inputs(), List.copyOf(shown), Map.of());
  }

  private SubModel cut(Task task, boolean nodesNamedAfterLayers) {
    if (!task.isWhole() || !ofWholeTensors(task.reads()) || !ofWholeTensors(task.makes())) {
      return cutParts(task, nodesNamedAfterLayers);
    }
    List<Layer> layers = task.layers().stream().map(network::layer).toList();
    Map<Integer, String> names = new HashMap<>();
    if (nodesNamedAfterLayers) {
      for (Layer layer : layers) {
        for (int i = 0; i < layer.nodes().size(); i++) {
          names.put(layer.nodes().get(i), layer.id() + "/" + i);
        }
      }
    }
    return cut(layers, tensors(task.reads()), tensors(task.makes()), names);
  }

  private static boolean ofWholeTensors(List<Fragment> fragments) {
    return fragments.stream().allMatch(fragment -> fragment.region() instanceof Region.All);
  }

  private static List<String> tensors(List<Fragment> fragments) {
    return fragments.stream().map(Fragment::tensor).distinct().toList();
  }

  private SubModel cutParts(Task task, boolean nodesNamedAfterLayers) {
    CutWeights weights = new CutWeights(model, blobs);
    PieceGraphWriter writer =
        new PieceGraphWriter(model, network, weights, types, nodesNamedAfterLayers);
    GraphProto graph = writer.write(task);
    Map<String, String> inputs = new LinkedHashMap<>();
    task.reads().forEach(read -> inputs.put(read.key(), read.key()));
    return subModel(graph, weights, inputs, writer.outputNames());
  }

  private SubModel cut(
      List<Layer> layers,
      List<String> inputs,
      List<String> outputs,
      Map<Integer, String> nodeNames) {
    CutWeights weights = new CutWeights(model, blobs);
    GraphProto graph = graph(layers, inputs, outputs, nodeNames, weights);
    return subModel(graph, weights, identity(inputs), identity(outputs));
  }

  private SubModel subModel(
      GraphProto graph,
      CutWeights weights,
      Map<String, String> inputNames,
      Map<String, String> outputNames) {
    ModelProto.Builder cut =
        model.proto().toBuilder().clearTrainingInfo().clearDocString().setGraph(graph);
    cut.setIrVersion(Math.max(CutWeights.FREE_INITIALIZERS, cut.getIrVersion()));
    for (int i = 0; i < cut.getFunctionsCount(); i++) {
      List<NodeProto> nodes = List.copyOf(cut.getFunctions(i).getNodeList());
      var function = cut.getFunctionsBuilder(i).clearNode();
      nodes.forEach(node -> function.addNode(weights.externalized(node)));
    }
    byte[] bytes = cut.build().toByteArray();
    String hash = Sha256.of(ByteBuffer.wrap(bytes));
    return new SubModel(hash, bytes, weights.used(), inputNames, outputNames);
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
      CutWeights weights) {
    Set<Integer> nodes = new LinkedHashSet<>();
    layers.forEach(layer -> nodes.addAll(layer.nodes()));
    Set<String> needed = new LinkedHashSet<>(outputs);
    nodes.forEach(node -> needed.addAll(structure.reads(node)));
    GraphStructure.ConstantParts constants = structure.constantParts(needed);
    nodes.addAll(constants.nodes());

    GraphProto.Builder graph = GraphProto.newBuilder().setName(structure.graph().getName());
    inputs.forEach(name -> graph.addInput(types.input(network.tensor(name), Region.ALL)));
    weights.add(graph, constants.initializers());
    nodes.stream()
        .sorted((a, b) -> Integer.compare(rank.get(a), rank.get(b)))
        .forEach(node -> graph.addNode(weights.externalized(named(node, nodeNames.get(node)))));
    outputs.forEach(name -> graph.addOutput(types.output(network.tensor(name), Region.ALL, name)));
    return graph.build();
  }

  private NodeProto named(int node, String name) {
    NodeProto original = structure.node(node);
    return name == null ? original : original.toBuilder().setName(name).build();
  }
}
