package io.splitboard.core.tensor;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values inside ONNX's {@code TensorProto} as little-endian bytes. Raw data is only viewed; ONNX's
 * typed fields are copied to memory outside the Java heap.
 */
public final class TensorProtos {

  /** ONNX's code for text. */
  public static final int STRING = TensorProto.DataType.STRING_VALUE;

  /** Bits per element, by ONNX's type code; 0 where elements have no fixed size. */
  private static final int[] BITS = {
    0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8, 2, 2
  };

  private TensorProtos() {}

  /** A tensor whose parts contradict each other. The message continues "the tensor has …". */
  public static final class IllTypedException extends Exception {
    private static final long serialVersionUID = 1L;

    IllTypedException(String what) {
      super(what);
    }
  }

  /** Number of elements. */
  public static long elements(TensorProto tensor) throws IllTypedException {
    long elements = 1;
    for (long size : tensor.getDimsList()) {
      if (size < 0) {
        throw new IllTypedException("a negative dimension");
      }
      try {
        elements = Math.multiplyExact(elements, size);
      } catch (ArithmeticException e) {
        throw new IllTypedException("more elements than any computer can hold");
      }
    }
    return elements;
  }

  /** Bytes of the value, types narrower than a byte packed; 0 for text. */
  public static long size(TensorProto tensor) throws IllTypedException {
    int code = tensor.getDataType();
    if (code <= 0 || code >= BITS.length) {
      throw new IllTypedException("the unknown element type " + code);
    }
    try {
      long bits = Math.multiplyExact(elements(tensor), (long) BITS[code]);
      return bits / 8 + (bits % 8 == 0 ? 0 : 1);
    } catch (ArithmeticException e) {
      throw new IllTypedException("more bytes than any computer can hold");
    }
  }

  /** Checks the number of texts in a tensor of text. */
  public static void checkText(TensorProto tensor) throws IllTypedException {
    expect(tensor.getStringDataCount(), elements(tensor));
  }

  /** The value of a tensor of numbers that is stored inside the message. */
  public static ByteBuffer bytes(TensorProto tensor) throws IllTypedException {
    long size = size(tensor);
    if (tensor.getDataType() == STRING) {
      throw new IllTypedException("text where numbers are needed");
    }
    if (tensor.hasRawData()) {
      expect(tensor.getRawData().size(), size);
      return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    expect(stored(tensor), needed(tensor, size));
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) size).order(ByteOrder.LITTLE_ENDIAN);
    copy(tensor, bytes);
    return bytes.flip();
  }

  private static void expect(long found, long needed) throws IllTypedException {
    if (found != needed) {
      throw new IllTypedException("a value of size %d where %d is needed".formatted(found, needed));
    }
  }

  /** Entries in the field that ONNX prescribes for the type. */
  private static int stored(TensorProto tensor) {
    return switch (tensor.getDataType()) {
      case 1, 14 -> tensor.getFloatDataCount();
      case 11, 15 -> tensor.getDoubleDataCount();
      case 7 -> tensor.getInt64DataCount();
      case 12, 13 -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  /** Complex numbers take two entries; types narrower than a byte share one. */
  private static long needed(TensorProto tensor, long size) throws IllTypedException {
    return switch (tensor.getDataType()) {
      case 14, 15 -> 2 * elements(tensor);
      case 21, 22, 23, 25, 26 -> size;
      default -> elements(tensor);
    };
  }

  private static void copy(TensorProto tensor, ByteBuffer bytes) {
    switch (tensor.getDataType()) {
      case 1, 14 -> tensor.getFloatDataList().forEach(bytes::putFloat);
      case 11, 15 -> tensor.getDoubleDataList().forEach(bytes::putDouble);
      case 7 -> tensor.getInt64DataList().forEach(bytes::putLong);
      case 13 -> tensor.getUint64DataList().forEach(bytes::putLong);
      case 12 -> tensor.getUint64DataList().forEach(value -> bytes.putInt(value.intValue()));
      case 6 -> tensor.getInt32DataList().forEach(bytes::putInt);
      case 4, 5, 10, 16 ->
          tensor.getInt32DataList().forEach(value -> bytes.putShort(value.shortValue()));
      default -> tensor.getInt32DataList().forEach(value -> bytes.put(value.byteValue()));
    }
  }
}
