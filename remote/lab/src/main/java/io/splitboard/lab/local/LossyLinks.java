package io.splitboard.lab.local;

import io.splitboard.core.codec.CodecError;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.program.Transfer;
import io.splitboard.protocol.codec.Codec;
import io.splitboard.protocol.codec.Codecs;
import io.splitboard.protocol.codec.Packed;
import io.splitboard.protocol.wire.WireTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Carries fragments as the agents do where a link's codec is lossy: packs and unpacks them, and
 * keeps the largest error of each transfer. Other fragments arrive as they are.
 */
public final class LossyLinks implements Carrier {

  private final LinkCodecs codecs;
  private final Map<String, CodecError> errors = new LinkedHashMap<>();

  /**
   * Makes links that carried nothing yet.
   *
   * @param codecs how they pack
   */
  public LossyLinks(LinkCodecs codecs) {
    this.codecs = codecs;
  }

  @Override
  public WireTensor carry(Transfer transfer, WireTensor tensor) {
    io.splitboard.core.codec.Codec wished = codecs.of(transfer.from(), transfer.to());
    if (wished.isLossless()) {
      return tensor;
    }
    Codec codec = Codecs.named(wished.word()).orElseThrow();
    Optional<Packed> packed = codec.pack(tensor);
    CodecError error =
        packed
            .map(one -> CodecError.of(one.maxAbsError(), one.maxAbsValue()))
            .orElse(CodecError.NONE);
    errors.merge(transfer.id(), error, CodecError::and);
    return packed
        .map(one -> codec.unpack(tensor.onnxType(), tensor.shape(), one.data()))
        .orElse(tensor);
  }

  /** Largest error of each transfer so far, by its id. */
  public Map<String, CodecError> errors() {
    return Map.copyOf(errors);
  }
}
