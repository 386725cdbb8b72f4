package io.splitboard.core.tensor;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor's value on the desktop.
 *
 * @param type element type, one that can travel
 * @param shape dimensions
 * @param bytes elements in row-major order, little-endian, from position 0 to the limit; never
 *     written to
 */
public record TensorData(ElementType type, Shape shape, ByteBuffer bytes) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the bytes do not fit type and shape
   */
  public TensorData {
    bytes = bytes.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() != shape.elements() * type.bytes()) {
      throw new IllegalArgumentException(
          bytes.remaining() + " bytes do not make " + type + " of " + shape);
    }
  }

  /** A view of the bytes with its own position, little-endian. */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
