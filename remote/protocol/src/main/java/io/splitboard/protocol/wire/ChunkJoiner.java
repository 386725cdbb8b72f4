package io.splitboard.protocol.wire;

import io.splitboard.protocol.Chunk;
import io.splitboard.protocol.codec.Codec;
import io.splitboard.protocol.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Puts the chunks of one stream together again. Trusts nothing: sizes must agree with type and
 * shape, and chunks must follow each other. Not thread-safe.
 */
public final class ChunkJoiner {

  /**
   * A whole message.
   *
   * @param first its first chunk
   * @param tensor its value
   */
  public record Message(Chunk first, WireTensor tensor) {

    /** Bytes that it took on the wire. */
    public long wireBytes() {
      return first.getTotalBytes();
    }

    /** Whether it was packed. */
    public boolean wasPacked() {
      return !first.getCodec().isEmpty();
    }
  }

  private Chunk first;
  private ByteBuffer data;

  /**
   * Takes the next chunk of the stream.
   *
   * @return the message, when this was its last chunk
   * @throws IllegalArgumentException with a sentence, if the chunk does not fit
   */
  public Optional<Message> add(Chunk chunk) {
    if (first == null) {
      begin(chunk);
    }
    require(
        chunk.getRequest() == first.getRequest()
            && chunk.getFragment().equals(first.getFragment())
            && chunk.getOffset() == data.position()
            && chunk.getData().size() <= data.remaining(),
        "A chunk of fragment " + chunk.getFragment() + " does not follow the one before it.");
    chunk.getData().copyTo(data);
    if (data.hasRemaining()) {
      return Optional.empty();
    }
    Message message = new Message(first, tensor(shape(first), data.flip()));
    first = null;
    data = null;
    return Optional.of(message);
  }

  private void begin(Chunk chunk) {
    int bytes = WireTensor.bytes(chunk.getOnnxType(), shape(chunk));
    long total = chunk.getTotalBytes();
    require(
        chunk.getCodec().isEmpty() ? total == bytes : total > 0 && total < bytes,
        "Fragment " + chunk.getFragment() + " announces a size that its shape does not have.");
    require(
        chunk.getCodec().isEmpty() || Codecs.named(chunk.getCodec()).isPresent(),
        "Fragment " + chunk.getFragment() + " is packed with a codec that is not here.");
    data = WireTensor.allocate((int) total);
    first = chunk.toBuilder().clearData().build();
  }

  private static long[] shape(Chunk chunk) {
    return chunk.getShapeList().stream().mapToLong(Long::longValue).toArray();
  }

  private WireTensor tensor(long[] shape, ByteBuffer received) {
    if (first.getCodec().isEmpty()) {
      return new WireTensor(first.getOnnxType(), shape, received);
    }
    Codec codec = Codecs.named(first.getCodec()).orElseThrow();
    return codec.unpack(first.getOnnxType(), shape, received);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
