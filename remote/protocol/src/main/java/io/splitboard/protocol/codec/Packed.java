package io.splitboard.protocol.codec;

import java.nio.ByteBuffer;

/**
 * A tensor as it goes on the wire, and what that costs in accuracy.
 *
 * @param data fewer bytes than the tensor has
 * @param maxAbsError largest difference between an element and what unpacking makes of it; 0
 *     without loss
 * @param maxAbsValue largest finite magnitude of an element; 0 without loss, where nobody looks
 */
public record Packed(ByteBuffer data, double maxAbsError, double maxAbsValue) {

  /** What is unpacked to the same bits. */
  static Packed exact(ByteBuffer data) {
    return new Packed(data, 0, 0);
  }
}
