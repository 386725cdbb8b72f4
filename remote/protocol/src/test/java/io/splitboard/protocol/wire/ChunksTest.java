package io.splitboard.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.protocol.Chunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunksTest {

  private static final Chunk FIRST =
      Chunk.newBuilder().setRequest(3).setFragment("f").setTransfer("t").build();

  private static WireTensor tensor(int bytes, boolean direct) {
    ByteBuffer data = direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    for (int i = 0; i < bytes; i++) {
      data.put(i, (byte) (7 * i));
    }
    return new WireTensor(OnnxTypes.UINT8, new long[] {bytes}, data);
  }

  @Property(tries = 200)
  void joinsWhatItSplit(
      @ForAll @IntRange(max = 5000) int bytes,
      @ForAll @IntRange(min = 1, max = 999) int chunkBytes,
      @ForAll boolean direct) {
    WireTensor tensor = tensor(bytes, direct);
    ChunkJoiner joiner = new ChunkJoiner();
    List<ChunkJoiner.Message> messages = new ArrayList<>();
    // Twice over the same stream: the joiner must start afresh after each message.
    for (int i = 0; i < 2; i++) {
      Chunks.split(FIRST, tensor, chunkBytes)
          .forEachRemaining(
              chunk -> {
                assertThat(chunk.getData().size()).isLessThanOrEqualTo(chunkBytes);
                joiner.add(chunk).ifPresent(messages::add);
              });
    }

    assertThat(messages).hasSize(2);
    for (ChunkJoiner.Message message : messages) {
      assertThat(message.first().getTransfer()).isEqualTo("t");
      assertThat(message.tensor().shape()).containsExactly(bytes);
      assertThat(message.tensor().data()).isEqualTo(tensor.data());
    }
  }

  @Test
  void noChunkIsLargerThanTheLimit() {
    List<Chunk> chunks = Chunks.list(FIRST, tensor(3 * Chunks.MAX_DATA_BYTES + 1, false));

    assertThat(chunks).hasSize(4);
    assertThat(chunks).allMatch(chunk -> chunk.getData().size() <= Chunks.MAX_DATA_BYTES);
  }

  @Test
  void refusesGapsAndFalseSizes() {
    List<Chunk> chunks = new ArrayList<>();
    Chunks.split(FIRST, tensor(30, false), 10).forEachRemaining(chunks::add);
    ChunkJoiner joiner = new ChunkJoiner();
    joiner.add(chunks.get(0));
    assertThatThrownBy(() -> joiner.add(chunks.get(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not follow");

    Chunk tooLarge = chunks.get(0).toBuilder().setTotalBytes(31).build();
    assertThatThrownBy(() -> new ChunkJoiner().add(tooLarge))
        .isInstanceOf(IllegalArgumentException.class);
    Chunk huge =
        chunks.get(0).toBuilder().clearShape().addShape(1L << 40).addShape(1L << 40).build();
    assertThatThrownBy(() -> new ChunkJoiner().add(huge)).isInstanceOf(ArithmeticException.class);
    Chunk unknown = chunks.get(0).toBuilder().setOnnxType(8).build();
    assertThatThrownBy(() -> new ChunkJoiner().add(unknown))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
