package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.network.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * How one part of a layer is computed: found by walking from the part that is wanted back through
 * the layer's nodes, by the rule of each.
 *
 * @param nodes for each of the layer's nodes what it computes; empty for one that this part does
 *     not need
 * @param reads the part of each of the layer's inputs that is read, or reaches over what is read;
 *     inputs that this part does not need are absent
 * @param scattered of inputs of which only some parts of that are read, these parts
 * @param work this part's share of the layer's work; the parts of a split add up to more than 1
 *     where they compute something twice
 * @param weightBytes bytes of the weights that are read
 * @param weights tells apart the slices of the layer's weights that parts read; empty for all of
 *     them
 */
public record LayerSlicing(
    List<Optional<Node>> nodes,
    Map<String, Box> reads,
    Map<String, List<Box>> scattered,
    double work,
    long weightBytes,
    String weights) {

  /** From this version of ONNX's operators on, parts of all types can be put together. */
  private static final long FIRST_TO_ASSEMBLE = 4;

  /** Copies the collections. */
  public LayerSlicing {
    nodes = List.copyOf(nodes);
    reads = Collections.unmodifiableMap(new LinkedHashMap<>(reads));
    scattered = Map.copyOf(scattered);
  }

  /** The parts of an input that are read; none if it is not needed. */
  public List<Box> boxes(String input) {
    Box box = reads.get(input);
    return scattered.getOrDefault(input, box == null ? List.of() : List.of(box));
  }

  /**
   * What one node computes.
   *
   * @param wanted the part of its outputs that is needed, in coordinates of the first one
   * @param slicing how that is computed
   */
  public record Node(Box wanted, Slicing slicing) {}

  /** Why a layer can be split in no way at all; empty if nothing speaks against every way. */
  public static Optional<String> whyAlwaysWhole(Network network, Layer layer) {
    if (layer.calls().isEmpty()) {
      return Optional.of("nothing is known of its operator");
    }
    List<String> tensors = new ArrayList<>(layer.inputs());
    tensors.addAll(layer.outputs());
    for (String name : tensors) {
      Tensor tensor = network.tensor(name);
      if (tensor.varies()) {
        return Optional.of(
            "the shape of %s depends on the values of the network's inputs".formatted(name));
      }
      if (tensor.shape().elements() == 0) {
        return Optional.of("%s has no elements".formatted(name));
      }
    }
    for (OperatorCall call : layer.calls()) {
      if (!call.output(0).present()) {
        return Optional.of("its first output is left out");
      }
      if (Operators.isStandard(call.domain()) && call.version() < FIRST_TO_ASSEMBLE) {
        return Optional.of(
            "the model's operator set is older than %d".formatted(FIRST_TO_ASSEMBLE));
      }
    }
    return Optional.empty();
  }

  /** Why a layer's output cannot be narrower along an axis; empty if it can. */
  public static Optional<String> whyWhole(Network network, Layer layer, int axis) {
    Optional<String> always = whyAlwaysWhole(network, layer);
    if (always.isPresent()) {
      return always;
    }
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    if (sizesDiffer(network, layer, axis)) {
      return Optional.of("its outputs are of different sizes there");
    }
    if (shape.size(axis) < 2) {
      return Optional.of("its output is of size %d there".formatted(shape.size(axis)));
    }
    Box first = Box.of(shape).with(axis, new Range(0, 1));
    long last = shape.size(axis) - 1;
    SlicingWalk atStart = new SlicingWalk(network, layer).from(first);
    SlicingWalk atEnd =
        new SlicingWalk(network, layer).from(first.with(axis, new Range(last, last + 1)));
    return atStart.refusal().or(atEnd::refusal);
  }

  /**
   * How to compute the first index along an axis of a layer's outputs.
   *
   * @return empty if the layer cannot be split there
   */
  public static Optional<LayerSlicing> ofFirst(Network network, Layer layer, int axis) {
    return ofIndex(network, layer, axis, 0);
  }

  /** The same of the last index. */
  public static Optional<LayerSlicing> ofLast(Network network, Layer layer, int axis) {
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    return ofIndex(network, layer, axis, shape.size(axis) - 1);
  }

  private static Optional<LayerSlicing> ofIndex(
      Network network, Layer layer, int axis, long index) {
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    boolean impossible =
        whyAlwaysWhole(network, layer).isPresent()
            || sizesDiffer(network, layer, axis)
            || shape.size(axis) < 2;
    if (impossible) {
      return Optional.empty();
    }
    Box single = Box.of(shape).with(axis, new Range(index, index + 1));
    SlicingWalk walk = new SlicingWalk(network, layer).from(single);
    return walk.refusal().isEmpty() ? Optional.of(walk.result(1)) : Optional.empty();
  }

  private static boolean sizesDiffer(Network network, Layer layer, int axis) {
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    for (String output : layer.outputs()) {
      Shape other = network.tensor(output).shape();
      if (other.rank() <= axis || other.size(axis) != shape.size(axis)) {
        return true;
      }
    }
    return false;
  }

  /** How many terms the layer's output is a sum of, if they can be shared out; else 0. */
  public static long terms(Layer layer) {
    if (layer.calls().size() != 1 || layer.outputs().size() != 1) {
      return 0;
    }
    OperatorCall call = layer.calls().get(0);
    return Operators.rule(call.domain(), call.operator()).terms(call);
  }

  /**
   * How to compute part of a layer's outputs.
   *
   * @param box in coordinates of the first output
   * @throws IllegalArgumentException if a rule refuses, see {@link #whyWhole}
   */
  public static LayerSlicing of(Network network, Layer layer, Box box) {
    Key key = new Key(layer.id(), box, null);
    return network.memo().get(key, LayerSlicing.class, () -> find(network, layer, box));
  }

  /** The same without keeping it for the next time. */
  static LayerSlicing find(Network network, Layer layer, Box box) {
    SlicingWalk walk = new SlicingWalk(network, layer).from(box);
    if (walk.refusal().isPresent()) {
      throw new IllegalArgumentException(
          "layer " + layer.id() + " cannot be computed in parts: " + walk.refusal().get());
    }
    return walk.result(1);
  }

  /**
   * How to compute some of the terms of a layer's output.
   *
   * @param terms which of {@link #terms(Layer)}; the part that has term 0 adds the bias
   */
  public static LayerSlicing ofTerms(Network network, Layer layer, Box box, Range terms) {
    return network
        .memo()
        .get(
            new Key(layer.id(), box, terms),
            LayerSlicing.class,
            () -> {
              SlicingWalk walk = new SlicingWalk(network, layer).summand(box, terms);
              return walk.result((double) terms.size() / terms(layer));
            });
  }

  /** Under which a slicing is kept; no terms for all of them. */
  private record Key(String layer, Box box, Range terms) {}

  /** The same part of another output of the layer: narrower along the same axes. */
  public static Box onOutput(Box box, Shape first, Shape other) {
    Box same = Box.of(other);
    for (int axis = 0; axis < Math.min(box.rank(), other.rank()); axis++) {
      if (box.range(axis).size() < first.size(axis)) {
        same = same.with(axis, box.range(axis));
      }
    }
    return same;
  }

  /**
   * Of some of the layer's nodes the one that stands for the layer: that with most
   * multiply-accumulates, else the last.
   */
  static int mainNode(Layer layer, IntPredicate among) {
    int main = -1;
    long most = -1;
    for (int i = 0; i < layer.calls().size(); i++) {
      OperatorCall call = layer.calls().get(i);
      long macs = Operators.rule(call.domain(), call.operator()).macs(call);
      if (among.test(i) && macs >= most) {
        main = i;
        most = macs;
      }
    }
    return main;
  }
}
