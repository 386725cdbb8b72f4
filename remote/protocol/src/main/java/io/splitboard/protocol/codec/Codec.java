package io.splitboard.protocol.codec;

import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A way to pack tensors without loss. Implementations are thread-safe. */
public interface Codec {

  /** Name on the wire. */
  String name();

  /**
   * Packs a tensor's data.
   *
   * @return fewer bytes than the tensor has; empty if they would not be fewer, or the codec does
   *     not take its type
   */
  Optional<ByteBuffer> pack(WireTensor tensor);

  /**
   * Unpacks, trusting nothing.
   *
   * @param packed bytes from position 0 to the limit
   * @throws IllegalArgumentException with a sentence, if they are not a packed tensor of this type
   *     and shape
   */
  WireTensor unpack(int onnxType, long[] shape, ByteBuffer packed);
}
