package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds inputs that are row numbers of a constant table, such as token ids of an embedding, so that
 * random requests stay within it.
 */
final class IndexLimits {

  /** Operators through which an index passes unchanged. */
  private static final Set<String> TRANSPARENT =
      Set.of(
          "Cast", "Reshape", "Squeeze", "Unsqueeze", "Identity", "Flatten", "Transpose", "Slice");

  private IndexLimits() {}

  /** Number of rows of the smallest table that each such input looks up. */
  static Map<String, Long> of(GraphStructure structure) {
    Map<String, Long> limits = new LinkedHashMap<>();
    for (int index : structure.order()) {
      NodeProto node = structure.node(index);
      if (!node.getOpType().equals("Gather") || node.getInputCount() != 2) {
        continue;
      }
      TensorProto table = structure.initializer(node.getInput(0));
      if (table != null && table.getDimsCount() > 0) {
        int axis = (int) Math.floorMod(axis(node), (long) table.getDimsCount());
        limits.merge(origin(structure, node.getInput(1)), table.getDims(axis), Math::min);
      }
    }
    limits.keySet().removeIf(name -> structure.producer(name) != null);
    return limits;
  }

  private static long axis(NodeProto node) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals("axis"))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(0);
  }

  private static String origin(GraphStructure structure, String value) {
    String origin = value;
    Integer producer = structure.producer(origin);
    while (producer != null && TRANSPARENT.contains(structure.node(producer).getOpType())) {
      origin = structure.node(producer).getInput(0);
      producer = structure.producer(origin);
    }
    return origin;
  }
}
