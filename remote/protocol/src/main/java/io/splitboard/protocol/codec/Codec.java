package io.splitboard.protocol.codec;

import io.splitboard.protocol.wire.WireTensor;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A way to pack tensors. Implementations are thread-safe. */
public interface Codec {

  /** Name on the wire. */
  String name();

  /** Whether the same bits come out, always. */
  default boolean isLossless() {
    return true;
  }

  /**
   * Packs a tensor.
   *
   * @return fewer bytes than the tensor has; empty if they would not be fewer, the codec does not
   *     take its type, or cannot keep its error bound: then the tensor travels as it is
   */
  Optional<Packed> pack(WireTensor tensor);

  /**
   * Unpacks, trusting nothing.
   *
   * @param packed bytes from position 0 to the limit
   * @throws IllegalArgumentException with a sentence, if they are not a packed tensor of this type
   *     and shape
   */
  WireTensor unpack(int onnxType, long[] shape, ByteBuffer packed);
}
