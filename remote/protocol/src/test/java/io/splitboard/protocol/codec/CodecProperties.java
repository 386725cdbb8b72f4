package io.splitboard.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.wire.ChunkJoiner;
import io.splitboard.protocol.wire.Chunks;
import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.Test;

class CodecProperties {

  private static final List<Integer> TYPES =
      List.of(
          OnnxTypes.FLOAT32,
          OnnxTypes.FLOAT64,
          OnnxTypes.INT32,
          OnnxTypes.INT64,
          OnnxTypes.UINT8,
          OnnxTypes.FLOAT16);

  /** Any bits, smooth values, values of which many are zero, special values. */
  @Provide
  static Arbitrary<WireTensor> tensors() {
    return Arbitraries.longs().map(CodecProperties::tensor);
  }

  private static WireTensor tensor(long seed) {
    Random random = new Random(seed);
    int type = TYPES.get(random.nextInt(TYPES.size()));
    long[] shape = new long[random.nextInt(6)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = random.nextInt(8) == 0 ? random.nextInt(2) : 1 + random.nextInt(9);
    }
    int bytes = WireTensor.bytes(type, shape);
    ByteBuffer data =
        random.nextBoolean() ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    data.order(ByteOrder.LITTLE_ENDIAN);
    if (type == OnnxTypes.FLOAT32 && random.nextInt(4) > 0) {
      fill(data.asFloatBuffer(), random);
    } else {
      byte[] any = new byte[bytes];
      random.nextBytes(any);
      data.put(0, any);
    }
    return new WireTensor(type, shape, data);
  }

  private static void fill(java.nio.FloatBuffer values, Random random) {
    float[] special = {
      0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 1e38f
    };
    int kind = random.nextInt(3);
    for (int i = 0; i < values.limit(); i++) {
      float smooth = (float) Math.sin(0.1 * i);
      values.put(
          i,
          switch (kind) {
            case 0 -> smooth;
            case 1 -> Math.max(0, smooth);
            default -> random.nextInt(3) == 0 ? special[random.nextInt(special.length)] : smooth;
          });
    }
  }

  @Property(tries = 1000)
  void lz4GivesTheSameBits(@ForAll("tensors") WireTensor tensor) {
    sameBits(Codecs.named(Codecs.LZ4).orElseThrow(), tensor);
  }

  /** Where the library is missing, ZFP is skipped with the reason. */
  static final class NeedsZfp implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return Codecs.here().contains(Codecs.ZFP)
          ? SkipResult.doNotSkip()
          : SkipResult.skip(Codecs.remedy(Codecs.ZFP));
    }
  }

  @Property(tries = 1000)
  @AddLifecycleHook(NeedsZfp.class)
  void zfpGivesTheSameBits(@ForAll("tensors") WireTensor tensor) {
    sameBits(Codecs.named(Codecs.ZFP).orElseThrow(), tensor);
  }

  private static void sameBits(Codec codec, WireTensor tensor) {
    Optional<ByteBuffer> packed = codec.pack(tensor).map(Packed::data);
    packed.ifPresent(
        bytes -> {
          assertThat(bytes.limit()).isLessThan(tensor.bytes());
          WireTensor unpacked = codec.unpack(tensor.onnxType(), tensor.shape(), bytes);
          assertThat(unpacked.data()).isEqualTo(tensor.data());
        });
  }

  @Test
  void bothPackWhatRepeatsOrIsSmooth() {
    WireTensor zeros = WireTensor.zeros(OnnxTypes.FLOAT32, 1, 16, 14, 14);
    for (String name : Codecs.here()) {
      Codec codec = Codecs.named(name).orElseThrow();
      if (codec.isLossless()) {
        ByteBuffer packed = codec.pack(zeros).orElseThrow().data();
        assertThat(packed.limit()).as(name).isLessThan(zeros.bytes() / 10);
      }
    }
  }

  @Property(tries = 300)
  void damagedDataIsRefusedOrGivesSomeTensor(
      @ForAll("tensors") WireTensor tensor, @ForAll Random random) {
    for (String name : Codecs.here()) {
      Codec codec = Codecs.named(name).orElseThrow();
      Optional<ByteBuffer> packed = codec.pack(tensor).map(Packed::data);
      if (packed.isPresent()) {
        ByteBuffer bytes = packed.get();
        bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
        try {
          WireTensor unpacked = codec.unpack(tensor.onnxType(), tensor.shape(), bytes);
          assertThat(unpacked.bytes()).isEqualTo(tensor.bytes());
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageContaining("data");
        }
      }
    }
  }

  @Test
  void chunksCarryPackedTensors() {
    WireTensor tensor = WireTensor.zeros(OnnxTypes.FLOAT32, 3, 100);
    ByteBuffer packed = Codecs.named(Codecs.LZ4).orElseThrow().pack(tensor).orElseThrow().data();
    Chunk first = Chunk.newBuilder().setFragment("f").setCodec(Codecs.LZ4).build();
    Optional<ChunkJoiner.Message> message = Optional.empty();
    ChunkJoiner joiner = new ChunkJoiner();
    Iterator<Chunk> chunks = Chunks.split(first, tensor, packed, 5);
    while (chunks.hasNext()) {
      message = joiner.add(chunks.next());
    }
    assertThat(message.orElseThrow().tensor().data()).isEqualTo(tensor.data());
    assertThat(message.orElseThrow().wireBytes()).isEqualTo(packed.limit());
    assertThat(message.orElseThrow().wasPacked()).isTrue();
  }

  @Test
  void unknownCodecsAndWrongSizesAreRefused() {
    WireTensor tensor = WireTensor.zeros(OnnxTypes.FLOAT32, 100);
    Chunk unknown = Chunk.newBuilder().setFragment("f").setCodec("rot13").build();
    assertThatThrownBy(
            () ->
                new ChunkJoiner()
                    .add(Chunks.split(unknown, tensor, ByteBuffer.allocate(9), 99).next()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not here");
    Chunk larger = Chunk.newBuilder().setFragment("f").setCodec(Codecs.LZ4).build();
    assertThatThrownBy(
            () ->
                new ChunkJoiner()
                    .add(Chunks.split(larger, tensor, ByteBuffer.allocate(400), 999).next()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size");
    assertThatThrownBy(
            () ->
                Codecs.named(Codecs.LZ4)
                    .orElseThrow()
                    .unpack(OnnxTypes.FLOAT32, new long[] {100}, ByteBuffer.allocate(20)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
