package io.splitboard.protocol.codec;

import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.util.Optional;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** LZ4 blocks: quick, and worth something where values repeat, such as zeros behind a ReLU. */
final class Lz4Codec implements Codec {

  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();

  @Override
  public String name() {
    return Codecs.LZ4;
  }

  @Override
  public Optional<Packed> pack(WireTensor tensor) {
    ByteBuffer data = tensor.data();
    int bytes = data.remaining();
    ByteBuffer target = ByteBuffer.allocateDirect(compressor.maxCompressedLength(bytes));
    int packed = compressor.compress(data, 0, bytes, target, 0, target.capacity());
    return packed < bytes ? Optional.of(Packed.exact(target.slice(0, packed))) : Optional.empty();
  }

  @Override
  public WireTensor unpack(int onnxType, long[] shape, ByteBuffer packed) {
    int bytes = WireTensor.bytes(onnxType, shape);
    ByteBuffer target = ByteBuffer.allocateDirect(bytes);
    int unpacked;
    try {
      unpacked = decompressor.decompress(packed, 0, packed.limit(), target, 0, bytes);
    } catch (LZ4Exception e) {
      throw new IllegalArgumentException("A fragment's LZ4 data is damaged.", e);
    }
    if (unpacked != bytes) {
      throw new IllegalArgumentException("A fragment's LZ4 data has another size than its tensor.");
    }
    return new WireTensor(onnxType, shape, target);
  }
}
