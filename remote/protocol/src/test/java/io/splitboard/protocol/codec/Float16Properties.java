package io.splitboard.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What half precision on the wire promises, on any floats. */
class Float16Properties {

  private static final Codec FLOAT16 = Codecs.named(Codecs.FLOAT16).orElseThrow();
  private static final double BOUND = 0x1p-11;
  private static final float[] SPECIAL = {
    0,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    0x1p-25f,
    0x1.000002p-25f,
    0x1p-24f,
    0x1.fffffep-15f,
    0x1p-14f,
    1,
    65503.99f,
    -65504f
  };

  /** All ranks from 0 on, empty ones too; magnitudes from denormal to huge, and special values. */
  @Provide
  static Arbitrary<WireTensor> tensors() {
    return Arbitraries.longs().map(Float16Properties::tensor);
  }

  private static WireTensor tensor(long seed) {
    Random random = new Random(seed);
    long[] shape = new long[random.nextInt(5)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = random.nextInt(8) == 0 ? random.nextInt(2) : 1 + random.nextInt(9);
    }
    WireTensor tensor = WireTensor.zeros(OnnxTypes.FLOAT32, shape);
    FloatBuffer values = tensor.data().asFloatBuffer();
    int kind = random.nextInt(5);
    int scale = random.nextInt(60) - 40;
    for (int i = 0; i < values.limit(); i++) {
      values.put(
          i,
          switch (kind) {
            case 0 -> Float.intBitsToFloat(random.nextInt());
            case 1 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 2 -> (float) random.nextGaussian();
            case 3 -> (float) Math.scalb(random.nextGaussian(), scale);
            default -> 65500 + 8 * random.nextFloat();
          });
    }
    return tensor;
  }

  private static FloatBuffer floats(WireTensor tensor) {
    return tensor.data().asFloatBuffer();
  }

  private static double largest(FloatBuffer values) {
    double largest = 0;
    for (int i = 0; i < values.limit(); i++) {
      if (Float.isFinite(values.get(i))) {
        largest = Math.max(largest, Math.abs((double) values.get(i)));
      }
    }
    return largest;
  }

  @Property(tries = 3000)
  void keepsItsBoundOrDoesNotPack(@ForAll("tensors") WireTensor tensor) {
    Optional<Packed> packed = FLOAT16.pack(tensor);
    FloatBuffer before = floats(tensor);
    double largest = largest(before);
    boolean promised = largest == 0 || (largest >= 0x1p-14 && largest <= 65504);
    assertThat(packed.isPresent()).isEqualTo(promised && tensor.bytes() > 0);
    if (packed.isEmpty()) {
      return;
    }
    ByteBuffer wire = packed.get().data();
    assertThat(2 * wire.limit()).isEqualTo(tensor.bytes());
    FloatBuffer after = floats(FLOAT16.unpack(OnnxTypes.FLOAT32, tensor.shape(), wire));
    double worst = 0;
    for (int i = 0; i < before.limit(); i++) {
      float value = before.get(i);
      if (Float.isFinite(value)) {
        double error = Math.abs((double) after.get(i) - value);
        assertThat(error).isLessThanOrEqualTo(Math.max(BOUND * Math.abs(value), 0x1p-25));
        worst = Math.max(worst, error);
      } else {
        assertThat(Float.compare(after.get(i), value)).isZero();
      }
    }
    assertThat(packed.get().maxAbsError()).isEqualTo(worst);
    assertThat(packed.get().maxAbsValue()).isEqualTo(largest);
    assertThat(worst).isLessThanOrEqualTo(BOUND * largest);
  }

  /** A tensor that crosses two links is rounded once. */
  @Property(tries = 500)
  void changesNothingTheSecondTime(@ForAll("tensors") WireTensor tensor) {
    FLOAT16
        .pack(tensor)
        .ifPresent(
            first -> {
              WireTensor once = FLOAT16.unpack(OnnxTypes.FLOAT32, tensor.shape(), first.data());
              FLOAT16
                  .pack(once)
                  .ifPresent(
                      second -> {
                        assertThat(second.data()).isEqualTo(first.data());
                        assertThat(second.maxAbsError()).isZero();
                      });
            });
  }

  @Test
  void everyHalfIsKept() {
    WireTensor tensor = WireTensor.zeros(OnnxTypes.FLOAT32, 1 << 16);
    ByteBuffer halves = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1 << 16; i++) {
      halves.putShort((short) i);
    }
    WireTensor all = FLOAT16.unpack(OnnxTypes.FLOAT32, tensor.shape(), halves.flip());
    FloatBuffer values = floats(all);
    assertThat(values.get(0x3c00)).isEqualTo(1f);
    assertThat(values.get(0xc000)).isEqualTo(-2f);
    assertThat(values.get(0x7bff)).isEqualTo(65504f);
    assertThat(values.get(1)).isEqualTo(0x1p-24f);
    assertThat(values.get(0x0400)).isEqualTo(0x1p-14f);
    assertThat(values.get(0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    ByteBuffer again = FLOAT16.pack(all).orElseThrow().data().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1 << 16; i++) {
      boolean isNumber = (i & 0x7c00) != 0x7c00 || (i & 0x3ff) == 0;
      int expected = isNumber ? i : i | 0x200;
      assertThat(again.getShort(2 * i) & 0xffff).isEqualTo(expected);
    }
  }

  @Test
  void otherTypesTravelAsTheyAre() {
    for (int type : new int[] {OnnxTypes.INT64, OnnxTypes.FLOAT16, OnnxTypes.FLOAT64}) {
      assertThat(FLOAT16.pack(WireTensor.zeros(type, 7))).isEmpty();
    }
  }

  @Test
  void anotherSizeIsRefused() {
    assertThatThrownBy(
            () -> FLOAT16.unpack(OnnxTypes.FLOAT32, new long[] {4}, ByteBuffer.allocate(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size");
    assertThatThrownBy(
            () -> FLOAT16.unpack(OnnxTypes.INT32, new long[] {4}, ByteBuffer.allocate(8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
