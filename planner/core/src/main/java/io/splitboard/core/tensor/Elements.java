package io.splitboard.core.tensor;

import io.splitboard.core.network.ElementType;
import java.nio.ByteBuffer;

/** Elements of a tensor as numbers, whatever their type. */
public final class Elements {

  private final ElementType type;
  private final ByteBuffer bytes;
  private final int count;

  /** Looks at a tensor of numbers. */
  public Elements(TensorData data) {
    this.type = data.type();
    this.bytes = data.bytes();
    this.count = (int) data.shape().elements();
  }

  /** How many elements. */
  public int count() {
    return count;
  }

  /** An element as a double; 64-bit integers beyond 2⁵³ are rounded. */
  public double get(int index) {
    return switch (type) {
      case FLOAT32 -> bytes.getFloat(4 * index);
      case FLOAT64 -> bytes.getDouble(8 * index);
      case FLOAT16 -> HalfFloat.toFloat(bytes.getShort(2 * index));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
      case BOOL, UINT8 -> bytes.get(index) & 0xff;
      case INT8 -> bytes.get(index);
      case UINT16 -> bytes.getShort(2 * index) & 0xffff;
      case INT16 -> bytes.getShort(2 * index);
      case UINT32 -> bytes.getInt(4 * index) & 0xffffffffL;
      case INT32 -> bytes.getInt(4 * index);
      case INT64 -> bytes.getLong(8 * index);
      case UINT64 -> unsigned(bytes.getLong(8 * index));
      case STRING, OPAQUE -> throw new IllegalArgumentException(type + " has no numbers");
    };
  }

  private static double unsigned(long value) {
    double low = value & Long.MAX_VALUE;
    return value < 0 ? low + 0x1p63 : low;
  }
}
