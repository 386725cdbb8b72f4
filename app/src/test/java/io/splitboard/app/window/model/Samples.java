package io.splitboard.app.window.model;

import io.splitboard.core.network.Block;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A chain of four layers and designs on it. */
final class Samples {
  static final Network NETWORK = chain(4);

  private Samples() {}

  /**
   * Layers {@code l0}, {@code l1}, … one after the other over tensors {@code t0}, {@code t1}, ….
   */
  static Network chain(int length) {
    List<Layer> layers = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("t0", tensor("t0"));
    for (int index = 0; index < length; index++) {
      String output = "t" + (index + 1);
      tensors.put(output, tensor(output));
      layers.add(
          new Layer(
              "l" + index,
              index,
              "Conv",
              "",
              List.of(index),
              List.of("t" + index),
              List.of(output),
              List.of(),
              LayerKind.CONVOLUTION,
              new LayerCost(1_000_000, 100, 400),
              List.of()));
    }
    List<String> ids = layers.stream().map(Layer::id).toList();
    List<Block> blocks = List.of(new Block("b", "all", ids));
    return new Network("chain", layers, tensors, List.of("t0"), List.of("t" + length), blocks);
  }

  private static Tensor tensor(String name) {
    return new Tensor(name, ElementType.FLOAT32, Shape.of(1, 8, 16, 16));
  }

  static Design design(String id, String device) {
    return new Design(
        id, id, Objective.LATENCY, Constraints.NONE, Partition.onOneDevice(NETWORK, device));
  }
}
