package io.splitboard.core.network;

import java.util.Arrays;

/** Type of a tensor's elements, with its code in ONNX's {@code TensorProto.DataType}. */
public enum ElementType {
  FLOAT32(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  FLOAT64(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2),
  /** Sequences, maps, optionals and element types that cannot travel between devices. */
  OPAQUE(0, 0);

  private final int onnxCode;
  private final int bytes;

  ElementType(int onnxCode, int bytes) {
    this.onnxCode = onnxCode;
    this.bytes = bytes;
  }

  /** The code of this type in ONNX files; 0 for {@link #OPAQUE}. */
  public int onnxCode() {
    return onnxCode;
  }

  /** Bytes of one element; 0 where elements have no fixed size. */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether a tensor of this type can be sent from one device to another. Integers that DJL cannot
   * hand to ONNX Runtime as an input cannot: the producer and all readers stay on one device.
   */
  public boolean canTravel() {
    return switch (this) {
      case INT16, UINT16, UINT32, UINT64, STRING, OPAQUE -> false;
      default -> true;
    };
  }

  /** The type with this ONNX code, or {@link #OPAQUE} where Splitboard has no name for it. */
  public static ElementType ofOnnx(int code) {
    return Arrays.stream(values())
        .filter(type -> type.onnxCode == code && code != 0)
        .findFirst()
        .orElse(OPAQUE);
  }
}
