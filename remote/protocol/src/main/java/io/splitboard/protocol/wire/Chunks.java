package io.splitboard.protocol.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.splitboard.protocol.Chunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Splits a message into chunks. Chunks of one message follow each other on their stream. */
public final class Chunks {

  /** No chunk carries more data than this. */
  public static final int MAX_DATA_BYTES = 256 * 1024;

  private Chunks() {}

  /**
   * Splits a tensor.
   *
   * @param first what the first chunk says besides type, shape, size and data; all chunks repeat
   *     its request, fragment and transfer
   * @param maxDataBytes data bytes of a chunk, at most {@link #MAX_DATA_BYTES}
   * @return at least one chunk, made as they are asked for; they share the tensor's memory
   */
  public static Iterator<Chunk> split(Chunk first, WireTensor tensor, int maxDataBytes) {
    return split(first, tensor, tensor.data(), maxDataBytes);
  }

  /**
   * Splits a tensor that was packed.
   *
   * @param first as above; names the codec
   * @param packed what goes on the wire in place of the tensor's data
   */
  public static Iterator<Chunk> split(
      Chunk first, WireTensor tensor, ByteBuffer packed, int maxDataBytes) {
    Chunk.Builder start = first.toBuilder().setOnnxType(tensor.onnxType());
    for (long size : tensor.shape()) {
      start.addShape(size);
    }
    return split(start.build(), packed, maxDataBytes);
  }

  /** Splits bytes that are no tensor, such as those of a link probe. */
  public static Iterator<Chunk> split(Chunk first, ByteBuffer data, int maxDataBytes) {
    int step = Math.min(maxDataBytes, MAX_DATA_BYTES);
    int total = data.remaining();
    return new Iterator<>() {
      private int offset;
      private boolean started;

      @Override
      public boolean hasNext() {
        return !started || offset < total;
      }

      @Override
      public Chunk next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int size = Math.min(step, total - offset);
        ByteString part = UnsafeByteOperations.unsafeWrap(data.slice(offset, size));
        Chunk.Builder chunk =
            started ? continuation(first) : first.toBuilder().setTotalBytes(total);
        Chunk result = chunk.setOffset(offset).setData(part).build();
        started = true;
        offset += size;
        return result;
      }
    };
  }

  /** All chunks of a tensor, for streams without back pressure. */
  public static List<Chunk> list(Chunk first, WireTensor tensor) {
    List<Chunk> all = new ArrayList<>();
    split(first, tensor, MAX_DATA_BYTES).forEachRemaining(all::add);
    return all;
  }

  private static Chunk.Builder continuation(Chunk first) {
    return Chunk.newBuilder()
        .setRequest(first.getRequest())
        .setFragment(first.getFragment())
        .setTransfer(first.getTransfer());
  }
}
