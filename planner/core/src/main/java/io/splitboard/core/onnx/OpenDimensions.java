package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Opens dimensions that a model declares as 0 or less. Some exporters mean "any size" by that, but
 * ONNX Runtime takes a 0 literally and then refuses every input that has elements.
 */
final class OpenDimensions {

  private OpenDimensions() {}

  /** The model with these dimensions of inputs and outputs open; the same object if it has none. */
  static ModelProto mend(ModelProto model) {
    GraphProto graph = model.getGraph();
    boolean fine =
        graph.getInputList().stream().noneMatch(OpenDimensions::isLiterallyEmpty)
            && graph.getOutputList().stream().noneMatch(OpenDimensions::isLiterallyEmpty);
    if (fine) {
      return model;
    }
    GraphProto.Builder opened = graph.toBuilder();
    opened.getInputBuilderList().forEach(OpenDimensions::open);
    opened.getOutputBuilderList().forEach(OpenDimensions::open);
    return model.toBuilder().setGraph(opened).build();
  }

  private static boolean isLiterallyEmpty(ValueInfoProto value) {
    return value.getType().getTensorType().getShape().getDimList().stream()
        .anyMatch(dimension -> dimension.hasDimValue() && dimension.getDimValue() <= 0);
  }

  private static void open(ValueInfoProto.Builder value) {
    if (!isLiterallyEmpty(value.build())) {
      return;
    }
    TensorShapeProto.Builder shape =
        value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    for (TensorShapeProto.Dimension.Builder dimension : shape.getDimBuilderList()) {
      if (dimension.hasDimValue() && dimension.getDimValue() <= 0) {
        dimension.clearDimValue();
      }
    }
  }
}
