package io.splitboard.core.onnx;

/** Sizes of ONNX element types, by their code in {@code TensorProto.DataType}. */
final class OnnxTypes {

  static final int FLOAT = 1;
  static final int STRING = 8;

  /** Bits per element, by code; 0 where elements have no fixed size. */
  private static final int[] BITS = {
    0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8, 2, 2
  };

  private OnnxTypes() {}

  /** Whether ONNX has a type with this code, as far as is known here. */
  static boolean known(int code) {
    return code > 0 && code < BITS.length;
  }

  /**
   * Bytes that elements take; types narrower than a byte are packed.
   *
   * @throws ArithmeticException if that does not fit a {@code long}
   */
  static long bytes(int code, long elements) {
    long bits = Math.multiplyExact(elements, BITS[code]);
    return bits / 8 + (bits % 8 == 0 ? 0 : 1);
  }
}
