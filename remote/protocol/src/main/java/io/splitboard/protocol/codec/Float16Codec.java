package io.splitboard.protocol.codec;

import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * Rounds 32-bit floats to IEEE 754 half precision: lossy, and exactly half the bytes.
 *
 * <p>Rounding to nearest moves a value of magnitude 2⁻¹⁴ and more by at most 2⁻¹¹ of itself, a
 * smaller one by at most 2⁻²⁵, which is 2⁻¹¹ of 2⁻¹⁴. So no element moves by more than 2⁻¹¹ of the
 * tensor's largest finite magnitude, as long as that is 2⁻¹⁴ or more. Tensors that are smaller, and
 * those with a finite value that half precision does not reach, are not packed. Zeros keep their
 * sign, infinities stay, and what is not a number stays none.
 */
final class Float16Codec implements Codec {

  private static final float LARGEST = 65504f;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final int BLOCK = 4096;
  private static final int INFINITE_BITS = 0x7f800000;

  @Override
  public String name() {
    return Codecs.FLOAT16;
  }

  @Override
  public boolean isLossless() {
    return false;
  }

  @Override
  public Optional<Packed> pack(WireTensor tensor) {
    if (tensor.onnxType() != OnnxTypes.FLOAT32 || tensor.bytes() == 0) {
      return Optional.empty();
    }
    FloatBuffer values = tensor.data().asFloatBuffer();
    ByteBuffer packed = little(values.limit() * Short.BYTES);
    ShortBuffer halves = packed.asShortBuffer();
    Rounding rounding = new Rounding();
    while (values.hasRemaining()) {
      int count = Math.min(BLOCK, values.remaining());
      values.get(rounding.floats, 0, count);
      if (!rounding.round(count)) {
        return Optional.empty();
      }
      halves.put(rounding.halves, 0, count);
    }
    return rounding.largest > 0 && rounding.largest < SMALLEST_NORMAL
        ? Optional.empty()
        : Optional.of(new Packed(packed, rounding.worst, rounding.largest));
  }

  /** Rounds block by block, and keeps the largest value and the largest error. */
  private static final class Rounding {

    private final float[] floats = new float[BLOCK];
    private final short[] halves = new short[BLOCK];
    private float largest;
    private float worst;

    /** Rounds the first so many floats of the block; false if one is too large. */
    boolean round(int count) {
      for (int i = 0; i < count; i++) {
        float value = floats[i];
        short half = half(value);
        halves[i] = half;
        float magnitude = Math.abs(value);
        if (magnitude < Float.POSITIVE_INFINITY) {
          if (magnitude > LARGEST) {
            return false;
          }
          largest = Math.max(largest, magnitude);
          // Exact: the two are at most a factor of two apart, or one is zero.
          worst = Math.max(worst, Math.abs(value(half) - value));
        }
      }
      return true;
    }
  }

  @Override
  public WireTensor unpack(int onnxType, long[] shape, ByteBuffer packed) {
    ByteBuffer data = little(WireTensor.bytes(onnxType, shape));
    if (onnxType != OnnxTypes.FLOAT32 || 2L * packed.limit() != data.capacity()) {
      throw new IllegalArgumentException(
          "A fragment's float16 data has another size than its tensor.");
    }
    ShortBuffer halves = packed.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    FloatBuffer values = data.asFloatBuffer();
    short[] from = new short[BLOCK];
    float[] to = new float[BLOCK];
    while (halves.hasRemaining()) {
      int count = Math.min(BLOCK, halves.remaining());
      halves.get(from, 0, count);
      for (int i = 0; i < count; i++) {
        to[i] = value(from[i]);
      }
      values.put(to, 0, count);
    }
    return new WireTensor(onnxType, shape, data);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The nearest half of a value that is at most {@link #LARGEST} or not finite; ties to even. */
  private static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude >= INFINITE_BITS) {
      // The quiet bit is set, so that a payload in the lower bits never becomes an infinity.
      int payload = magnitude == INFINITE_BITS ? 0 : 0x200 | magnitude >> 13 & 0x3ff;
      return (short) (sign | 0x7c00 | payload);
    }
    float absolute = Float.intBitsToFloat(magnitude);
    if (absolute < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(absolute * 0x1p24f));
    }
    int rounded = magnitude + 0xfff + (magnitude >> 13 & 1);
    return (short) (sign | (rounded >> 13) - (112 << 10));
  }

  /** The value of a half. */
  private static float value(short half) {
    int sign = (half & 0x8000) << 16;
    int magnitude = (half & 0x7fff) << 13;
    if (magnitude >= 0x7c00 << 13) {
      return Float.intBitsToFloat(sign | magnitude | INFINITE_BITS);
    }
    // As a float its exponent is 112 too small; a power of two mends that without rounding.
    float scaled = Float.intBitsToFloat(magnitude) * 0x1p112f;
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(scaled));
  }
}
