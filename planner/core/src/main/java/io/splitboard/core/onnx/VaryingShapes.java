package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.splitboard.core.operator.Operators;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values whose shape depends on the values, not only on the shapes, of the network's inputs:
 * how many boxes are found, or which rows a mask selects. Among the values whose shape ONNX Runtime
 * could not infer these are told from those that follow from arithmetic on shapes.
 */
final class VaryingShapes {

  /** Operators whose output has as many elements as they find. */
  private static final Set<String> FINDING =
      Set.of(
          "NonZero",
          "Unique",
          "Compress",
          "NonMaxSuppression",
          "StringSplit",
          "If",
          "Loop",
          "Scan",
          "SequenceMap",
          "SequenceAt",
          "SequenceConstruct",
          "ConcatFromSequence",
          "SplitToSequence");

  /** Input positions that tell a shape, by operator. */
  private static final Map<String, List<Integer>> TELLING =
      Map.ofEntries(
          Map.entry("Reshape", List.of(1)),
          Map.entry("Expand", List.of(1)),
          Map.entry("Slice", List.of(1, 2, 3, 4)),
          Map.entry("Pad", List.of(1, 3)),
          Map.entry("Tile", List.of(1)),
          Map.entry("Resize", List.of(1, 2, 3)),
          Map.entry("Upsample", List.of(1)),
          Map.entry("Range", List.of(0, 1, 2)),
          Map.entry("ConstantOfShape", List.of(0)),
          Map.entry("TopK", List.of(1)),
          Map.entry("OneHot", List.of(1)),
          Map.entry("Unsqueeze", List.of(1)),
          Map.entry("Squeeze", List.of(1)),
          Map.entry("Split", List.of(1)),
          Map.entry("CenterCropPad", List.of(1)),
          Map.entry("Col2Im", List.of(1, 2)),
          Map.entry("AffineGrid", List.of(1)),
          Map.entry("MaxUnpool", List.of(2)),
          Map.entry("DFT", List.of(1, 2)),
          Map.entry("STFT", List.of(1, 3)),
          Map.entry("BlackmanWindow", List.of(0)),
          Map.entry("HammingWindow", List.of(0)),
          Map.entry("HannWindow", List.of(0)),
          Map.entry("MelWeightMatrix", List.of(0, 1, 2, 3, 4)));

  private final GraphStructure structure;
  private final Set<String> unknown;
  private final Set<String> varying = new HashSet<>();
  private final Set<String> fixedValues = new HashSet<>();

  private VaryingShapes(GraphStructure structure, Set<String> unknown) {
    this.structure = structure;
    this.unknown = unknown;
  }

  /**
   * Names of values whose shape varies.
   *
   * @param unknown values whose shape was not inferred with all inputs' shapes bound
   */
  static Set<String> of(GraphStructure structure, Set<String> unknown) {
    VaryingShapes shapes = new VaryingShapes(structure, unknown);
    for (int node : structure.order()) {
      if (structure.isLive(node) && !structure.isConstant(node)) {
        shapes.look(node);
      }
    }
    return shapes.varying;
  }

  private void look(int index) {
    NodeProto node = structure.node(index);
    boolean varies = makesVarying(node) || structure.reads(index).stream().anyMatch(this::varies);
    boolean measures = node.getOpType().equals("Shape") || node.getOpType().equals("Size");
    boolean fixed =
        measures
            ? !varies(node.getInput(0))
            : structure.reads(index).stream().allMatch(this::isFixedValue);
    for (String output : node.getOutputList()) {
      if (varies && unknown.contains(output)) {
        varying.add(output);
      }
      if (fixed) {
        fixedValues.add(output);
      }
    }
  }

  private boolean makesVarying(NodeProto node) {
    String operator = node.getOpType();
    if (!Operators.isStandard(node.getDomain()) || FINDING.contains(operator)) {
      return true;
    }
    List<Integer> telling =
        operator.startsWith("Reduce") ? List.of(1) : TELLING.getOrDefault(operator, List.of());
    return telling.stream()
        .filter(position -> position < node.getInputCount())
        .map(node::getInput)
        .anyMatch(name -> !name.isEmpty() && !isFixedValue(name));
  }

  private boolean varies(String value) {
    return varying.contains(value);
  }

  /** Whether a value is the same in every request with inputs of these shapes. */
  private boolean isFixedValue(String value) {
    return structure.isConstant(value) || fixedValues.contains(value);
  }
}
