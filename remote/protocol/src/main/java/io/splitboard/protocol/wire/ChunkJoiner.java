package io.splitboard.protocol.wire;

import io.splitboard.protocol.Chunk;
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
  public record Message(Chunk first, WireTensor tensor) {}

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
    long[] shape = first.getShapeList().stream().mapToLong(Long::longValue).toArray();
    Message message = new Message(first, new WireTensor(first.getOnnxType(), shape, data.flip()));
    first = null;
    data = null;
    return Optional.of(message);
  }

  private void begin(Chunk chunk) {
    long[] shape = chunk.getShapeList().stream().mapToLong(Long::longValue).toArray();
    int bytes = WireTensor.bytes(chunk.getOnnxType(), shape);
    require(
        bytes == chunk.getTotalBytes(),
        "Fragment " + chunk.getFragment() + " announces a size that its shape does not have.");
    data = WireTensor.allocate(bytes);
    first = chunk.toBuilder().clearData().build();
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
