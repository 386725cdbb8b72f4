package io.splitboard.app.picture;

import io.splitboard.core.network.Block;
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

/** Networks made by hand, for tests of pictures. */
public final class SampleNetworks {

  private SampleNetworks() {}

  /** Five convolution blocks and a dense one, a chain: 31 layers as VGG-16 has. */
  public static Network vgg() {
    Builder builder = new Builder("vgg16", Shape.of(1, 3, 224, 224));
    int[] counts = {2, 2, 3, 3, 3};
    long[] channels = {64, 128, 256, 512, 512};
    String last = builder.input;
    long size = 224;
    long before = 3;
    for (int block = 0; block < 5; block++) {
      String title = "conv" + (block + 1);
      builder.block(title, title + "  ×" + counts[block] + " + pool");
      for (int i = 1; i <= counts[block]; i++) {
        long parameters = before * channels[block] * 9 + channels[block];
        LayerCost cost = new LayerCost(parameters * size * size, parameters, 4 * parameters);
        Shape shape = Shape.of(1, channels[block], size, size);
        last = builder.layer(title + "_" + i, "Conv", shape, cost, last);
        last = builder.layer("relu" + (block + 1) + "_" + i, "Relu", shape, LayerCost.ZERO, last);
        before = channels[block];
      }
      size /= 2;
      last =
          builder.layer(
              "pool" + (block + 1),
              "MaxPool",
              Shape.of(1, channels[block], size, size),
              LayerCost.ZERO,
              last);
    }
    builder.block("dense", "dense  ×3 + softmax");
    last = builder.layer("flatten", "Flatten", Shape.of(1, 25088), LayerCost.ZERO, last);
    last = builder.dense("fc6", 25088, 4096, last);
    last = builder.dense("fc7", 4096, 4096, last);
    last = builder.dense("fc8", 4096, 1000, last);
    last = builder.layer("softmax", "Softmax", Shape.of(1, 1000), LayerCost.ZERO, last);
    return builder.build(last);
  }

  /** Residual blocks: each has three convolutions beside a short cut that joins at an addition. */
  public static Network residual(int blocks) {
    Builder builder = new Builder("residual", Shape.of(1, 64, 56, 56));
    String last = builder.input;
    Shape shape = Shape.of(1, 64, 56, 56);
    for (int block = 1; block <= blocks; block++) {
      builder.block("stage" + block, "residual " + block);
      String path = last;
      for (int i = 1; i <= 3; i++) {
        LayerCost cost = new LayerCost(50_000_000, 40_000, 160_000);
        path = builder.layer("b" + block + "_conv" + i, "Conv", shape, cost, path);
      }
      last = builder.layer("b" + block + "_add", "Add", shape, LayerCost.ZERO, path, last);
    }
    return builder.build(last);
  }

  /** A chain of so many layers in blocks of eight. */
  public static Network chain(int layers) {
    Builder builder = new Builder("chain" + layers, Shape.of(1, 16, 8, 8));
    String last = builder.input;
    for (int i = 0; i < layers; i++) {
      if (i % 8 == 0) {
        builder.block("part" + i / 8, "part " + i / 8);
      }
      LayerCost cost = new LayerCost(1000L * (i % 13), 10, 40);
      last = builder.layer("layer" + i, "Conv", Shape.of(1, 16, 8, 8), cost, last);
    }
    return builder.build(last);
  }

  /** Layers of no, one thousand, ten thousand, one hundred thousand and a million MACs. */
  public static Network decades() {
    Builder builder = new Builder("decades", Shape.of(1, 4));
    builder.block("all", "all");
    String last = builder.input;
    for (long macs : new long[] {0, 1_000, 10_000, 100_000, 1_000_000}) {
      LayerCost cost = new LayerCost(macs, 0, 0);
      last = builder.layer("layer" + macs, "Gemm", Shape.of(1, 4), cost, last);
    }
    return builder.build(last);
  }

  /** A chain in which every layer also reads the network's second input, as a mask is read. */
  public static Network masked(int layers) {
    Builder builder = new Builder("masked", Shape.of(1, 128));
    builder.tensors.put("mask", new Tensor("mask", ElementType.FLOAT32, Shape.of(1, 128)));
    builder.inputs.add("mask");
    String last = builder.input;
    for (int i = 0; i < layers; i++) {
      builder.block("only" + i, "only " + i);
      last = builder.layer("l" + i, "Mul", Shape.of(1, 128), LayerCost.ZERO, last, "mask");
    }
    return builder.build(last);
  }

  private static final class Builder {

    private final String name;
    private final String input = "image";
    private final List<String> inputs = new ArrayList<>(List.of(input));
    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> titles = new LinkedHashMap<>();
    private final Map<String, List<String>> members = new LinkedHashMap<>();
    private String block;

    Builder(String name, Shape shape) {
      this.name = name;
      tensors.put(input, new Tensor(input, ElementType.FLOAT32, shape));
    }

    void block(String id, String title) {
      block = id;
      titles.put(id, title);
      members.put(id, new ArrayList<>());
    }

    String dense(String id, long in, long out, String from) {
      LayerCost cost = new LayerCost(in * out, in * out + out, 4 * (in * out + out));
      return layer(id, "Gemm", Shape.of(1, out), cost, from);
    }

    String layer(String id, String operator, Shape shape, LayerCost cost, String... from) {
      String output = id + "_out";
      tensors.put(output, new Tensor(output, ElementType.FLOAT32, shape));
      LayerKind kind = cost.macs() > 0 ? LayerKind.CONVOLUTION : LayerKind.MEMORY;
      layers.add(
          new Layer(
              id,
              layers.size(),
              operator,
              "",
              List.of(layers.size()),
              List.of(from),
              List.of(output),
              List.of(),
              kind,
              cost,
              List.of()));
      members.get(block).add(id);
      return output;
    }

    Network build(String output) {
      List<Block> blocks = new ArrayList<>();
      members.forEach((id, ids) -> blocks.add(new Block(id, titles.get(id), ids)));
      return new Network(name, layers, tensors, inputs, List.of(output), blocks);
    }
  }
}
