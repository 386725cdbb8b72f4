package io.splitboard.core.zoo;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A weight of a reference network: uniformly distributed values that follow from seed, name and
 * position alone, so they are the same on every computer and never held as a whole.
 *
 * @param name of the initializer
 * @param dims its shape
 * @param middle of the distribution
 * @param reach largest distance from the middle
 */
record Weight(String name, List<Long> dims, double middle, double reach) {

  long elements() {
    return dims.stream().reduce(1L, Math::multiplyExact);
  }

  long bytes() {
    return elements() * Float.BYTES;
  }

  /**
   * Writes values from a position on until the buffer is full or the weight ends.
   *
   * @param out little-endian
   * @return the position after the last value written
   */
  long fill(ByteBuffer out, long from, long seed) {
    long stream = mix(seed * 0x9E3779B97F4A7C15L + name.hashCode());
    long position = from;
    for (; position < elements() && out.remaining() >= Float.BYTES; position++) {
      double unit = (mix(stream + position * 0x9E3779B97F4A7C15L) >>> 11) * 0x1p-53;
      out.putFloat((float) (middle + reach * (2 * unit - 1)));
    }
    return position;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
