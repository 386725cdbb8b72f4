package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;

/**
 * The dimensions that a model's input declares.
 *
 * @param input name
 * @param elementType ONNX code; 0 if the input is no tensor
 * @param dimensions outermost first; null if not even their number is declared
 */
record InputDimensions(String input, int elementType, List<Dimension> dimensions) {

  /**
   * One dimension.
   *
   * @param name symbol, or input and axis where it has none
   * @param named whether the model gives the name
   * @param size positive where fixed, else -1
   */
  record Dimension(String name, boolean named, long size) {

    boolean isFree() {
      return size < 0;
    }
  }

  static InputDimensions of(ValueInfoProto input) {
    TypeProto type = input.getType();
    if (!type.hasTensorType()) {
      return new InputDimensions(input.getName(), 0, null);
    }
    int code = type.getTensorType().getElemType();
    if (!type.getTensorType().hasShape()) {
      return new InputDimensions(input.getName(), code, null);
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (TensorShapeProto.Dimension dim : type.getTensorType().getShape().getDimList()) {
      dimensions.add(dimension(input.getName(), dimensions.size(), dim));
    }
    return new InputDimensions(input.getName(), code, dimensions);
  }

  /** Some exporters write 0 or -1 for a free dimension. */
  private static Dimension dimension(String input, int axis, TensorShapeProto.Dimension dim) {
    if (dim.hasDimValue() && dim.getDimValue() > 0) {
      return new Dimension(input + "[" + axis + "]", false, dim.getDimValue());
    }
    String symbol = dim.getDimParam();
    return symbol.isBlank()
        ? new Dimension(input + "[" + axis + "]", false, -1)
        : new Dimension(symbol, true, -1);
  }

  boolean isTensor() {
    return elementType != 0;
  }
}
