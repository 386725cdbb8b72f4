package io.splitboard.core.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Networks that have a graph and costs but no model file: for benchmarks and property tests of
 * everything that plans.
 */
public final class SyntheticNetworks {

  private SyntheticNetworks() {}

  /**
   * A layered network of branches that split and join, like an Inception or residual network. Its
   * last layer reads whatever no other reads and makes the only output.
   *
   * @param layers how many, at least 1
   * @param seed the same seed makes the same network
   */
  public static Network layered(int layers, long seed) {
    Random random = new Random(seed);
    List<Layer> made = new ArrayList<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("input", tensor("input", 16));
    for (int i = 0; i < layers; i++) {
      List<String> reads = new ArrayList<>();
      reads.add(recent(i, 1 + random.nextInt(3)));
      if (random.nextInt(4) == 0) {
        String second = recent(i, 1 + random.nextInt(8));
        if (!reads.contains(second)) {
          reads.add(second);
        }
      }
      if (i == layers - 1) {
        unread(made).stream().filter(tensor -> !reads.contains(tensor)).forEach(reads::add);
      }
      String output = "t" + i;
      tensors.put(output, tensor(output, 8 + random.nextInt(56)));
      made.add(layer(i, reads, output, random));
    }
    return new Network(
        "layered-" + layers, made, tensors, List.of("input"), unread(made), List.of());
  }

  private static String recent(int layer, int back) {
    return layer - back < 0 ? "input" : "t" + (layer - back);
  }

  private static Tensor tensor(String name, long channels) {
    return new Tensor(name, ElementType.FLOAT32, Shape.of(1, channels, 28, 28));
  }

  private static Layer layer(int index, List<String> reads, String output, Random random) {
    LayerKind kind = random.nextBoolean() ? LayerKind.CONVOLUTION : LayerKind.POINTWISE;
    long parameters = 1000L * (1 + random.nextInt(200));
    LayerCost cost = new LayerCost(parameters * 28 * 28, parameters, 4 * parameters);
    return new Layer(
        "layer" + index,
        index,
        "Conv",
        "",
        List.of(index),
        reads,
        List.of(output),
        List.of("w" + index),
        kind,
        cost,
        List.of());
  }

  private static List<String> unread(List<Layer> layers) {
    Set<String> outputs = new LinkedHashSet<>();
    layers.forEach(layer -> outputs.addAll(layer.outputs()));
    layers.forEach(layer -> layer.inputs().forEach(outputs::remove));
    return List.copyOf(outputs);
  }
}
