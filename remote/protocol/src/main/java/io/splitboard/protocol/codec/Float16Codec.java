package io.splitboard.protocol.codec;

import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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

  private static final int BLOCK = 4096;

  // Bits of 32-bit floats: an infinity, 65504 and 2⁻¹⁴.
  private static final int INFINITE = 0x7f800000;
  private static final int LARGEST = 0x477fe000;
  private static final int SMALLEST_NORMAL = 0x38800000;

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
    IntBuffer values = tensor.data().asIntBuffer();
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
        : Optional.of(new Packed(packed, rounding.worst, Float.intBitsToFloat(rounding.largest)));
  }

  /** Rounds block by block, and keeps the largest value and the largest error. */
  private static final class Rounding {

    private final int[] floats = new int[BLOCK];
    private final short[] halves = new short[BLOCK];

    /** Bits of the largest finite magnitude: magnitudes are in the order of their bits. */
    private int largest;

    private float worst;

    /** Rounds the first so many floats of the block; false if one is too large. */
    boolean round(int count) {
      for (int i = 0; i < count; i++) {
        int bits = floats[i];
        int magnitude = bits & 0x7fffffff;
        int sign = bits >>> 16 & 0x8000;
        if (magnitude >= INFINITE) {
          halves[i] = (short) (sign | notFinite(magnitude));
          continue;
        }
        if (magnitude > LARGEST) {
          return false;
        }
        if (magnitude > largest) {
          largest = magnitude;
        }
        halves[i] =
            (short) (sign | (magnitude >= SMALLEST_NORMAL ? normal(magnitude) : small(magnitude)));
      }
      return true;
    }

    private static int notFinite(int magnitude) {
      // The quiet bit is set, so that a payload in the lower bits never becomes an infinity.
      return magnitude == INFINITE ? 0x7c00 : 0x7e00 | magnitude >> 13 & 0x3ff;
    }

    /** Drops 13 bits of the fraction: to nearest, ties to even. */
    private int normal(int magnitude) {
      int rounded = magnitude + 0xfff + (magnitude >> 13 & 1) & ~0x1fff;
      keep(Float.intBitsToFloat(rounded) - Float.intBitsToFloat(magnitude));
      return (rounded >> 13) - (112 << 10);
    }

    /** Rounds to a multiple of the smallest half. */
    private int small(int magnitude) {
      float value = Float.intBitsToFloat(magnitude);
      int steps = (int) Math.rint(value * 0x1p24f);
      keep(steps * 0x1p-24f - value);
      return steps;
    }

    /** The difference is exact: the two are at most a factor of two apart, or one is zero. */
    private void keep(float difference) {
      float error = Math.abs(difference);
      if (error > worst) {
        worst = error;
      }
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

  /** The value of a half. */
  private static float value(short half) {
    int sign = (half & 0x8000) << 16;
    int magnitude = (half & 0x7fff) << 13;
    if (magnitude >= 0x7c00 << 13) {
      return Float.intBitsToFloat(sign | magnitude | INFINITE);
    }
    // As a float its exponent is 112 too small; a power of two mends that without rounding.
    float scaled = Float.intBitsToFloat(magnitude) * 0x1p112f;
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(scaled));
  }
}
