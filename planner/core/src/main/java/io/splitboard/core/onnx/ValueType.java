package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Type of a value as ONNX Runtime infers it.
 *
 * @param type element type; {@link ElementType#OPAQUE} where it is no tensor
 * @param sizes dimensions, -1 where open; empty where rank is 0 or unknown, which ONNX Runtime's
 *     Java interface does not tell apart
 * @param names symbols of open dimensions, as long as {@code sizes}; empty where there is none
 */
record ValueType(ElementType type, long[] sizes, String[] names) {

  /** Symbols that ONNX Runtime invents while it infers. */
  private static final Pattern INVENTED = Pattern.compile("unk__\\d+");

  static ValueType of(NodeInfo node) {
    return of(node.getInfo());
  }

  static ValueType of(ValueInfo info) {
    if (info instanceof TensorInfo tensor) {
      return new ValueType(
          ElementType.valueOf(name(tensor)), tensor.getShape(), tensor.getDimensionNames());
    }
    return new ValueType(ElementType.OPAQUE, new long[0], new String[0]);
  }

  private static String name(TensorInfo tensor) {
    String name = tensor.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "");
    String ours =
        switch (name) {
          case "FLOAT" -> "FLOAT32";
          case "DOUBLE" -> "FLOAT64";
          default -> name;
        };
    boolean known = Arrays.stream(ElementType.values()).anyMatch(type -> type.name().equals(ours));
    return known ? ours : ElementType.OPAQUE.name();
  }

  /** The shape, if every dimension is certain. */
  Optional<Shape> shape() {
    boolean certain = sizes.length > 0 && Arrays.stream(sizes).allMatch(size -> size >= 0);
    return certain ? Optional.of(Shape.of(sizes)) : Optional.empty();
  }

  /** As it is written into a sub-model: open dimensions stay open. */
  TypeProto toProto() {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.onnxCode());
    if (sizes.length > 0) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (int axis = 0; axis < sizes.length; axis++) {
        shape.addDim(dimension(axis));
      }
      tensor.setShape(shape);
    }
    return TypeProto.newBuilder().setTensorType(tensor).build();
  }

  private TensorShapeProto.Dimension dimension(int axis) {
    TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
    if (sizes[axis] >= 0) {
      dimension.setDimValue(sizes[axis]);
    } else if (!names[axis].isBlank() && !INVENTED.matcher(names[axis]).matches()) {
      dimension.setDimParam(names[axis]);
    }
    return dimension.build();
  }
}
