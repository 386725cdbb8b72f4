package io.splitboard.core.program;

import io.splitboard.core.network.LayerCost;
import java.util.List;

/**
 * Work that runs on one device without waiting in between: later a small ONNX model.
 *
 * @param id unique in the program
 * @param device where it runs
 * @param kind what it is for
 * @param layers ids of the layers that it covers, in topological order
 * @param reads fragments that must be present before it starts
 * @param makes fragments that are needed outside it
 * @param priority larger runs first among tasks that could start
 * @param cost MACs, parameters and weight bytes of the part of the layers that it computes
 * @param activationBytes bytes that its inputs, inner tensors and outputs take at most
 */
public record Task(
    String id,
    String device,
    Kind kind,
    List<String> layers,
    List<Fragment> reads,
    List<Fragment> makes,
    int priority,
    LayerCost cost,
    long activationBytes) {

  /** What a task is for. */
  public enum Kind {
    /** It computes layers. */
    COMPUTE,
    /** It only slices, concatenates or sums fragments, so that the cost of this is seen. */
    ASSEMBLY
  }

  /** Copies the lists. */
  public Task {
    layers = List.copyOf(layers);
    reads = List.copyOf(reads);
    makes = List.copyOf(makes);
  }
}
