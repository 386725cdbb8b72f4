package io.splitboard.protocol.wire;

/** Element types by their code in ONNX's {@code TensorProto.DataType}. */
public final class OnnxTypes {

  public static final int FLOAT32 = 1;
  public static final int UINT8 = 2;
  public static final int INT8 = 3;
  public static final int UINT16 = 4;
  public static final int INT16 = 5;
  public static final int INT32 = 6;
  public static final int INT64 = 7;
  public static final int BOOL = 9;
  public static final int FLOAT16 = 10;
  public static final int FLOAT64 = 11;
  public static final int UINT32 = 12;
  public static final int UINT64 = 13;
  public static final int BFLOAT16 = 16;

  private OnnxTypes() {}

  /**
   * Bytes of one element.
   *
   * @throws IllegalArgumentException if tensors of this type cannot travel
   */
  public static int bytes(int onnxType) {
    return switch (onnxType) {
      case UINT8, INT8, BOOL -> 1;
      case UINT16, INT16, FLOAT16, BFLOAT16 -> 2;
      case FLOAT32, INT32, UINT32 -> 4;
      case INT64, FLOAT64, UINT64 -> 8;
      default ->
          throw new IllegalArgumentException(
              "Tensors of ONNX element type " + onnxType + " cannot be sent between devices.");
    };
  }
}
