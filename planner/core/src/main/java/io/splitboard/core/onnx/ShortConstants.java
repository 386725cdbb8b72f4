package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.Elements;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorProtos;
import java.util.ArrayList;
import java.util.List;

/** Values of constants that are settings rather than weights: pads, axes, sizes, scales. */
final class ShortConstants {

  /** Two per axis are the longest settings; ONNX Runtime takes tensors of eight axes at most. */
  private static final int MOST_ELEMENTS = 16;

  private ShortConstants() {}

  /** The values of a short tensor of numbers; empty for others. */
  static List<Double> values(TensorProto tensor, Weights weights) {
    ElementType type = ElementType.ofOnnx(tensor.getDataType());
    if (tensor.getDataType() == TensorProtos.STRING
        || type == ElementType.OPAQUE
        || weights.size(tensor) > (long) MOST_ELEMENTS * type.bytes()) {
      return List.of();
    }
    Shape shape = new Shape(tensor.getDimsList());
    Elements elements = new Elements(new TensorData(type, shape, weights.bytes(tensor)));
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < elements.count(); i++) {
      values.add(elements.get(i));
    }
    return values;
  }
}
