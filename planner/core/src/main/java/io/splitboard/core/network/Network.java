package io.splitboard.core.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A neural network as a graph of layers and tensors. Immutable. It holds no weights, only their
 * sizes; the model file is read again when sub-models are cut.
 */
public final class Network {

  private final String name;
  private final List<Layer> layers;
  private final Map<String, Tensor> tensors;
  private final List<String> inputs;
  private final List<String> outputs;
  private final List<Block> blocks;
  private final InputFacts inputFacts;
  private final Map<String, Layer> layersById = new LinkedHashMap<>();
  private final Map<String, Layer> producers = new LinkedHashMap<>();
  private final Map<String, List<Layer>> consumers = new LinkedHashMap<>();
  private final Memo memo = new Memo();

  /**
   * Makes a network.
   *
   * @param name what people call it
   * @param layers in topological order
   * @param tensors every tensor that a layer reads or makes, by name
   * @param inputs names of the tensors that a request brings
   * @param outputs names of the tensors that a request returns
   * @param blocks a partition of the layers for display, in the order of their first layers
   * @throws IllegalArgumentException if a layer reads a tensor that nothing before it makes
   */
  public Network(
      String name,
      List<Layer> layers,
      Map<String, Tensor> tensors,
      List<String> inputs,
      List<String> outputs,
      List<Block> blocks) {
    this(name, layers, tensors, inputs, outputs, blocks, InputFacts.NONE);
  }

  /**
   * Makes a network, with what importing found out about its inputs.
   *
   * @param inputFacts which dimensions were bound, and which values are legal
   */
  public Network(
      String name,
      List<Layer> layers,
      Map<String, Tensor> tensors,
      List<String> inputs,
      List<String> outputs,
      List<Block> blocks,
      InputFacts inputFacts) {
    this.name = name;
    this.layers = List.copyOf(layers);
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.blocks = List.copyOf(blocks);
    this.inputFacts = inputFacts;
    index();
  }

  private void index() {
    for (Layer layer : layers) {
      if (layersById.put(layer.id(), layer) != null) {
        throw new IllegalArgumentException("two layers are called " + layer.id());
      }
      for (String tensor : layer.inputs()) {
        if (!inputs.contains(tensor) && !producers.containsKey(tensor)) {
          throw new IllegalArgumentException(
              "layer " + layer.id() + " reads " + tensor + ", which nothing before it makes");
        }
        consumers.computeIfAbsent(tensor, key -> new ArrayList<>()).add(layer);
      }
      for (String tensor : layer.outputs()) {
        producers.put(tensor, layer);
      }
    }
    consumers.replaceAll((tensor, readers) -> List.copyOf(readers));
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** All layers, each after those that it reads from. */
  public List<Layer> layers() {
    return layers;
  }

  /** All tensors by name. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Names of the tensors that a request brings. */
  public List<String> inputs() {
    return inputs;
  }

  /** Names of the tensors that a request returns. */
  public List<String> outputs() {
    return outputs;
  }

  /** Groups of layers for display; every layer is in exactly one. */
  public List<Block> blocks() {
    return blocks;
  }

  /** What importing found out about the inputs beyond their types and shapes. */
  public InputFacts inputFacts() {
    return inputFacts;
  }

  /**
   * Sizes of the dimensions that the model leaves open, chosen by the user or by default, by the
   * dimension's name; empty if the model fixes all.
   */
  public Map<String, Long> boundDimensions() {
    return inputFacts.boundDimensions();
  }

  /**
   * The layer with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Layer layer(String id) {
    Layer layer = layersById.get(id);
    if (layer == null) {
      throw new IllegalArgumentException("network " + name + " has no layer " + id);
    }
    return layer;
  }

  /** Whether a layer has this id. */
  public boolean hasLayer(String id) {
    return layersById.containsKey(id);
  }

  /**
   * The tensor with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor tensor(String tensorName) {
    Tensor tensor = tensors.get(tensorName);
    if (tensor == null) {
      throw new IllegalArgumentException("network " + name + " has no tensor " + tensorName);
    }
    return tensor;
  }

  /** The layer that makes a tensor; empty for network inputs. */
  public Optional<Layer> producer(String tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  /** The layers that read a tensor, in topological order. */
  public List<Layer> consumers(String tensor) {
    return consumers.getOrDefault(tensor, List.of());
  }

  /** What follows from this network alone and was asked for before. */
  public Memo memo() {
    return memo;
  }

  /** Sum of all layers' costs. Weights that several layers share are counted once per layer. */
  public LayerCost cost() {
    return layers.stream().map(Layer::cost).reduce(LayerCost.ZERO, LayerCost::plus);
  }
}
