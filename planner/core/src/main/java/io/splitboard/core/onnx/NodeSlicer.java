package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.splitboard.core.operator.Operators;
import io.splitboard.core.operator.Slicing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Changes a node so that it computes one part of its outputs. */
final class NodeSlicer {

  private NodeSlicer() {}

  /**
   * The node with the attributes of a slicing and other names. Values that its sub-graphs capture
   * keep their names.
   *
   * @param inputNames by position, also of the constants that take an input's place; empty for an
   *     input that the slicing leaves out. May be longer than the node's inputs where a slicing
   *     adds one
   * @param outputNames by position; empty for an output that is left out
   */
  static NodeProto rewrite(
      NodeProto node, Slicing slicing, List<String> inputNames, List<String> outputNames) {
    NodeProto.Builder changed =
        node.toBuilder().clearAttribute().clearInput().clearOutput().addAllOutput(outputNames);
    changed.addAllInput(inputs(node, inputNames));
    Set<String> replaced = new HashSet<>(slicing.dropped());
    replaced.addAll(slicing.integers().keySet());
    replaced.addAll(slicing.lists().keySet());
    node.getAttributeList().stream()
        .filter(attribute -> !replaced.contains(attribute.getName()))
        .forEach(changed::addAttribute);
    slicing
        .integers()
        .forEach((name, value) -> changed.addAttribute(typed(name, AttributeType.INT).setI(value)));
    slicing
        .lists()
        .forEach(
            (name, values) ->
                changed.addAttribute(typed(name, AttributeType.INTS).addAllInts(values)));
    return changed.build();
  }

  private static AttributeProto.Builder typed(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** Absent inputs at the end are not written; a concatenation just has fewer inputs. */
  private static List<String> inputs(NodeProto node, List<String> names) {
    List<String> inputs = new ArrayList<>(names);
    if (node.getOpType().equals("Concat") && Operators.isStandard(node.getDomain())) {
      inputs.removeIf(String::isEmpty);
    }
    while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
      inputs.remove(inputs.size() - 1);
    }
    return inputs;
  }
}
