package io.splitboard.core.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what belongs together in a graph that was quantized by inserting {@code DequantizeLinear}
 * before and {@code QuantizeLinear} behind its operators: each operator with those that only serve
 * it, and with an activation between it and its {@code QuantizeLinear}.
 */
final class QuantizedGroups {

  /** Operators that go over between integers and reals. */
  static final Set<String> CONVERSIONS = Set.of("QuantizeLinear", "DequantizeLinear");

  private static final String QUANTIZE = "QuantizeLinear";
  private static final String DEQUANTIZE = "DequantizeLinear";
  private static final Set<String> ACTIVATIONS =
      Set.of("Relu", "Clip", "LeakyRelu", "PRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh");

  private final GraphStructure structure;
  private final List<Integer> nodes;
  private final Map<String, List<Integer>> readers = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();

  /** Says that two nodes stay together. */
  interface Join {
    void together(int node, int other);
  }

  /**
   * Looks at a graph.
   *
   * @param nodes that are neither constant nor useless
   */
  QuantizedGroups(GraphStructure structure, List<Integer> nodes) {
    this.structure = structure;
    this.nodes = nodes;
    structure.graph().getOutputList().forEach(output -> outputs.add(output.getName()));
    for (int node : nodes) {
      for (String value : structure.reads(node)) {
        readers.computeIfAbsent(value, key -> new ArrayList<>()).add(node);
      }
    }
  }

  void joins(Join join) {
    for (int node : nodes) {
      switch (operator(node)) {
        case DEQUANTIZE -> {
          int reader = onlyReader(node);
          if (reader >= 0 && !operator(reader).equals(QUANTIZE)) {
            join.together(node, reader);
          }
        }
        case QUANTIZE -> joinBack(node, join);
        default -> {
          // Others are joined from their ends.
        }
      }
    }
  }

  /** From a QuantizeLinear over an activation to the operator that dequantized values enter. */
  private void joinBack(int quantize, Join join) {
    int last = producer(quantize);
    int main = last >= 0 && ACTIVATIONS.contains(operator(last)) ? producer(last) : last;
    if (main < 0 || !isQuantized(main)) {
      main = last;
    }
    if (main >= 0 && isQuantized(main)) {
      join.together(quantize, last);
      join.together(last, main);
    }
  }

  private boolean isQuantized(int node) {
    return structure.reads(node).stream()
        .map(structure::producer)
        .anyMatch(maker -> maker != null && operator(maker).equals(DEQUANTIZE));
  }

  /** What makes a node's first input if nothing else reads it; else -1. */
  private int producer(int node) {
    String value = structure.node(node).getInput(0);
    Integer maker = structure.isConstant(value) ? null : structure.producer(value);
    return maker == null || onlyReader(maker) != node ? -1 : maker;
  }

  /** The one node that reads what a node makes; -1 if there are several, or it is an output. */
  private int onlyReader(int node) {
    Set<Integer> all = new HashSet<>();
    for (String value : structure.node(node).getOutputList()) {
      if (outputs.contains(value)) {
        return -1;
      }
      all.addAll(readers.getOrDefault(value, List.of()));
    }
    return all.size() == 1 ? all.iterator().next() : -1;
  }

  private String operator(int node) {
    return structure.node(node).getOpType();
  }
}
