package io.splitboard.app.service;

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

/**
 * A network of any length to time pictures with: blocks of three convolutions and an activation
 * beside a short cut, joined by an addition. It exists as a graph only, without weights.
 */
final class ResidualNetwork {

  private static final Shape MAP = Shape.of(1, 64, 56, 56);
  private static final LayerCost WORK = new LayerCost(50_000_000, 40_000, 160_000);
  private static final List<String> OPERATORS = List.of("Conv", "Conv", "Relu", "Conv", "Add");

  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();

  private ResidualNetwork() {}

  static Network of(int layers) {
    ResidualNetwork made = new ResidualNetwork();
    made.tensor("image");
    String last = "image";
    while (made.layers.size() < layers) {
      last = made.block(last, Math.min(OPERATORS.size(), layers - made.layers.size()));
    }
    return new Network(
        "residual-" + layers,
        made.layers,
        made.tensors,
        List.of("image"),
        List.of(last),
        made.blocks);
  }

  private String block(String input, int size) {
    String block = "block" + blocks.size();
    List<String> members = new ArrayList<>();
    String last = input;
    for (String operator : OPERATORS.subList(0, size)) {
      String id = block + "." + members.size();
      boolean joins = operator.equals("Add");
      layer(id, operator, joins ? List.of(last, input) : List.of(last));
      members.add(id);
      last = id + ".out";
    }
    blocks.add(new Block(block, block, members));
    return last;
  }

  private void layer(String id, String operator, List<String> inputs) {
    boolean works = operator.equals("Conv");
    layers.add(
        new Layer(
            id,
            layers.size(),
            operator,
            "",
            List.of(layers.size()),
            inputs,
            List.of(tensor(id + ".out")),
            List.of(),
            works ? LayerKind.CONVOLUTION : LayerKind.MEMORY,
            works ? WORK : LayerCost.ZERO,
            List.of()));
  }

  private String tensor(String name) {
    tensors.put(name, new Tensor(name, ElementType.FLOAT32, MAP));
    return name;
  }
}
