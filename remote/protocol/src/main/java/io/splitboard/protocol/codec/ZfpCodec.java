package io.splitboard.protocol.codec;

import io.splitboard.protocol.wire.OnnxTypes;
import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * ZFP in its reversible mode: made for numbers that change smoothly over rows and columns. Takes
 * 32- and 64-bit floats and integers.
 */
final class ZfpCodec implements Codec {

  private static final int DIMENSIONS = 3;

  private final ZfpLibrary library;

  ZfpCodec(ZfpLibrary library) {
    this.library = library;
  }

  @Override
  public String name() {
    return Codecs.ZFP;
  }

  @Override
  public Optional<Packed> pack(WireTensor tensor) {
    int type = type(tensor.onnxType());
    if (type == 0 || tensor.bytes() == 0) {
      return Optional.empty();
    }
    ByteBuffer values = direct(tensor.data());
    long[] shape = folded(tensor.shape());
    ByteBuffer target = room(library.mostBytes(values, type, shape));
    long packed = library.pack(values, type, shape, target);
    return packed > 0 && packed < tensor.bytes()
        ? Optional.of(Packed.exact(target.slice(0, (int) packed)))
        : Optional.empty();
  }

  @Override
  public WireTensor unpack(int onnxType, long[] shape, ByteBuffer packed) {
    int type = type(onnxType);
    ByteBuffer values = ByteBuffer.allocateDirect(WireTensor.bytes(onnxType, shape));
    if (type == 0 || values.capacity() == 0) {
      throw new IllegalArgumentException("ZFP data of a type or shape that ZFP does not take.");
    }
    long[] folded = folded(shape);
    // Damaged data may make zfp read on; so much room that it cannot leave the buffer.
    ByteBuffer source = room(library.mostBytes(values, type, folded));
    if (packed.limit() > source.capacity()) {
      throw new IllegalArgumentException("A fragment's ZFP data is longer than it can be.");
    }
    source.put(0, packed, 0, packed.limit());
    if (library.unpack(values, type, folded, source) == 0) {
      throw new IllegalArgumentException("A fragment's ZFP data is damaged.");
    }
    return new WireTensor(onnxType, shape, values);
  }

  /** zfp's number for an element type; 0 if it does not take it. */
  private static int type(int onnxType) {
    return switch (onnxType) {
      case OnnxTypes.INT32 -> 1;
      case OnnxTypes.INT64 -> 2;
      case OnnxTypes.FLOAT32 -> 3;
      case OnnxTypes.FLOAT64 -> 4;
      default -> 0;
    };
  }

  /** At most three dimensions: images and channels in one, without dimensions of one element. */
  private static long[] folded(long[] shape) {
    long[] longer = Arrays.stream(shape).filter(size -> size > 1).toArray();
    if (longer.length == 0) {
      return new long[] {1};
    }
    if (longer.length <= DIMENSIONS) {
      return longer;
    }
    int merged = longer.length - DIMENSIONS;
    long[] folded = Arrays.copyOfRange(longer, merged, longer.length);
    for (int i = 0; i < merged; i++) {
      folded[0] *= longer[i];
    }
    return folded;
  }

  private static ByteBuffer direct(ByteBuffer data) {
    if (data.isDirect()) {
      return data;
    }
    return ByteBuffer.allocateDirect(data.remaining()).put(data).flip();
  }

  /** Whole words of the stream. */
  private static ByteBuffer room(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(rounded(bytes)))
        .order(ByteOrder.nativeOrder());
  }

  private static long rounded(long bytes) {
    return (bytes + 7) / 8 * 8;
  }
}
