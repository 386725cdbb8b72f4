package io.splitboard.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor's value as it travels.
 *
 * @param onnxType element type, as {@link OnnxTypes}
 * @param shape dimensions, outermost first; empty for a scalar
 * @param data elements in row-major order, little-endian, from position 0 to the limit; never
 *     written to once the tensor exists
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireTensor(int onnxType, long[] shape, ByteBuffer data) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the bytes do not fit type and shape
   */
  public WireTensor {
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    long expected = bytes(onnxType, shape);
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          data.remaining() + " bytes are no tensor of shape " + Arrays.toString(shape));
    }
  }

  /** A view of the data with its own position, little-endian. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Size of the data. */
  public int bytes() {
    return data.remaining();
  }

  /** A new tensor of zeros, outside the Java heap. */
  public static WireTensor zeros(int onnxType, long... shape) {
    return new WireTensor(onnxType, shape, allocate(bytes(onnxType, shape)));
  }

  /**
   * Bytes of a tensor.
   *
   * @throws IllegalArgumentException if a dimension is negative, the type cannot travel, or there
   *     are more than a buffer can hold (2³¹ − 1)
   */
  public static int bytes(int onnxType, long... shape) {
    long bytes = OnnxTypes.bytes(onnxType);
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative dimension in " + Arrays.toString(shape));
      }
      bytes = size == 0 ? 0 : Math.multiplyExact(bytes, size);
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A tensor of shape " + Arrays.toString(shape) + " is larger than 2 GiB.");
    }
    return (int) bytes;
  }

  /** Room for tensor data outside the Java heap, little-endian. */
  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
