package io.splitboard.app.service;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An acyclic network of convolutions with invented costs, for benchmarks. */
final class SyntheticNetwork {

  private static final String INPUT = "input";

  private SyntheticNetwork() {}

  /** A network of so many layers; each reads the one before or one of a few before that. */
  static Network of(int layers, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(INPUT, tensor(INPUT, 150_528));
    List<Layer> made = new ArrayList<>();
    for (int index = 0; index < layers; index++) {
      String id = "layer" + index;
      List<String> reads = new ArrayList<>();
      reads.add(index == 0 ? INPUT : "layer" + (index - 1));
      if (index > 4 && random.nextInt(4) == 0) {
        reads.add("layer" + (index - 2 - random.nextInt(3)));
      }
      tensors.put(id, tensor(id, 20_000 + random.nextInt(200_000)));
      LayerCost cost =
          new LayerCost(10_000_000L + random.nextInt(200_000_000), 0, 4L * random.nextInt(500_000));
      made.add(
          new Layer(
              id,
              index,
              "Conv",
              "",
              List.of(index),
              reads,
              List.of(id),
              List.of(),
              LayerKind.CONVOLUTION,
              cost,
              List.of()));
    }
    String last = "layer" + (layers - 1);
    return new Network("synthetic", made, tensors, List.of(INPUT), List.of(last), List.of());
  }

  private static Tensor tensor(String name, long elements) {
    return new Tensor(name, ElementType.FLOAT32, Shape.of(elements));
  }
}
