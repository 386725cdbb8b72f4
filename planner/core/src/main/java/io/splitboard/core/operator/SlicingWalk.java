package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds how part of a layer is computed: from the outputs back to the inputs, by the rule of each
 * node.
 */
final class SlicingWalk {

  /** Operators that bring sub-graphs: these may read values that no rule sees. */
  private static final Set<String> WITH_BODIES =
      Set.of("If", "Loop", "Scan", "SequenceMap", "SequenceAt", "SequenceConstruct");

  private final Network network;
  private final Layer layer;
  private final List<Optional<LayerSlicing.Node>> nodes;
  private final Map<String, Box> wanted = new LinkedHashMap<>();
  private final Map<String, List<Box>> scattered = new HashMap<>();
  private final StringBuilder weights = new StringBuilder();
  private final Set<String> counted = new LinkedHashSet<>();
  private long savedBytes;
  private String refusal;

  SlicingWalk(Network network, Layer layer) {
    this.network = network;
    this.layer = layer;
    this.nodes = new ArrayList<>(Collections.nCopies(layer.calls().size(), Optional.empty()));
  }

  /** Walks from a part of the outputs, in coordinates of the first one. */
  SlicingWalk from(Box box) {
    if (layer.calls().stream().anyMatch(call -> WITH_BODIES.contains(call.operator()))) {
      refusal = "it has a body of its own, which may read anything";
      return this;
    }
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    for (String output : layer.outputs()) {
      wanted.put(output, LayerSlicing.onOutput(box, shape, network.tensor(output).shape()));
    }
    for (int i = layer.calls().size() - 1; i >= 0 && refusal == null; i--) {
      OperatorCall call = layer.calls().get(i);
      Box needed = wantedOf(call);
      if (needed != null) {
        Slicing slicing = slice(call, needed);
        if (slicing != null) {
          add(i, call, needed, slicing);
        }
      }
    }
    return this;
  }

  /** Walks from some of the terms that part of the output is a sum of. */
  SlicingWalk summand(Box box, Range terms) {
    OperatorCall call = layer.calls().get(0);
    OperatorRule rule = Operators.rule(call.domain(), call.operator());
    add(0, call, box, rule.summand(call, box, terms, terms.from() == 0));
    return this;
  }

  private Box wantedOf(OperatorCall call) {
    Box needed = null;
    Shape first = call.output(0).shape();
    for (Operand output : call.outputs()) {
      Box box = wanted.get(output.name());
      if (box != null) {
        Box same = LayerSlicing.onOutput(box, output.shape(), first);
        needed = needed == null ? same : needed.hull(same);
      }
    }
    return needed;
  }

  /** Null, with the reason noted, if the rule refuses. */
  private Slicing slice(OperatorCall call, Box needed) {
    Shape shape = call.output(0).shape();
    if (needed.isAllOf(shape)) {
      return Slicing.of(needed, call.inputs().stream().map(SlicingWalk::whole).toList());
    }
    OperatorRule rule = Operators.rule(call.domain(), call.operator());
    for (int axis = 0; axis < needed.rank(); axis++) {
      if (needed.range(axis).size() < shape.size(axis)) {
        Optional<String> why = rule.whyWhole(call, axis);
        if (why.isPresent()) {
          refusal = why.get();
          return null;
        }
      }
    }
    return rule.slice(call, needed);
  }

  private static Optional<Box> whole(Operand operand) {
    return operand.present() ? Optional.of(Box.of(operand.shape())) : Optional.empty();
  }

  private void add(int index, OperatorCall call, Box needed, Slicing slicing) {
    nodes.set(index, Optional.of(new LayerSlicing.Node(needed, slicing)));
    for (int position = 0; position < call.inputs().size(); position++) {
      Operand operand = call.input(position);
      Optional<Box> box = slicing.inputs().get(position);
      if (box.isPresent() && operand.present()) {
        if (operand.constant()) {
          addWeight(operand, slicing.boxes(position));
        } else {
          List<Box> parts = slicing.boxes(position);
          boolean apart = parts.size() > 1 && !wanted.containsKey(operand.name());
          wanted.merge(operand.name(), box.get(), Box::hull);
          if (apart) {
            scattered.put(operand.name(), parts);
          } else {
            scattered.remove(operand.name());
          }
        }
      }
    }
  }

  private void addWeight(Operand operand, List<Box> boxes) {
    boolean all = boxes.size() == 1 && boxes.get(0).isAllOf(operand.shape());
    if (!all && counted.add(operand.name())) {
      long read = boxes.stream().mapToLong(Box::elements).sum();
      savedBytes += (operand.shape().elements() - read) * operand.type().bytes();
      weights.append(operand.name());
      boxes.forEach(box -> weights.append('#').append(box));
      weights.append(' ');
    }
  }

  /** Why a rule refuses; empty if none does. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /**
   * What was found.
   *
   * @param share of the terms that are summed
   */
  LayerSlicing result(double share) {
    Map<String, Box> reads = new LinkedHashMap<>();
    for (String input : layer.inputs()) {
      Box box = wanted.get(input);
      if (box != null) {
        reads.put(input, box);
      }
    }
    return new LayerSlicing(
        nodes,
        reads,
        scattered,
        share * work(),
        Math.max(0, layer.cost().weightBytes() - savedBytes),
        weights.toString().strip());
  }

  private double work() {
    int main = LayerSlicing.mainNode(layer, index -> nodes.get(index).isPresent());
    Slicing slicing = nodes.get(main).orElseThrow().slicing();
    long all = layer.calls().get(main).output(0).shape().elements();
    return all == 0 ? 1 : (double) slicing.output().elements() / all;
  }
}
