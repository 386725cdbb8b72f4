package io.splitboard.core.network;

import java.util.List;

/**
 * The smallest part of a network that is placed as one: usually one ONNX node, more where nodes
 * must stay together. Nodes that compute constants are no layers; they are repeated wherever their
 * result is read.
 *
 * @param id unique in the network and stable between imports of the same file
 * @param index position in topological order, from 0
 * @param operator ONNX operator type of the main node, for example {@code Conv}
 * @param domain ONNX operator domain; empty for the standard one
 * @param nodes positions of the layer's nodes in the model file, in topological order
 * @param inputs names of the tensors that it reads, also those captured by sub-graphs; no weights
 * @param outputs names of the tensors that it makes
 * @param weights names of the initializers that it reads
 * @param kind what limits its speed
 * @param cost what it costs on any device
 * @param calls what each of the nodes does, in the same order; empty if it is not known, and then
 *     the layer can only be computed whole
 */
public record Layer(
    String id,
    int index,
    String operator,
    String domain,
    List<Integer> nodes,
    List<String> inputs,
    List<String> outputs,
    List<String> weights,
    LayerKind kind,
    LayerCost cost,
    List<OperatorCall> calls) {

  /** Copies the lists. */
  public Layer {
    nodes = List.copyOf(nodes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    weights = List.copyOf(weights);
    calls = List.copyOf(calls);
  }
}
