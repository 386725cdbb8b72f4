package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.splitboard.core.UserException;
import io.splitboard.core.tensor.TensorProtos;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The constant tensors of one model file as little-endian bytes outside the Java heap: views of the
 * mapped file or of mapped external data. Only tensors in one of ONNX's typed fields are copied,
 * also off the heap. Safe for use by several threads.
 */
final class Weights {

  private final Path model;
  private final ExternalData external;
  private final Map<TensorProto, ByteBuffer> mapped =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Map<TensorProto, String> hashes =
      Collections.synchronizedMap(new IdentityHashMap<>());

  Weights(Path model) {
    this.model = model;
    this.external = new ExternalData(model);
  }

  /** Bytes of a tensor's value; 0 for text. */
  long size(TensorProto tensor) {
    try {
      return TensorProtos.size(tensor);
    } catch (TensorProtos.IllTypedException e) {
      throw illTyped(tensor, e);
    }
  }

  /**
   * A tensor's value, not a string's, little-endian in row-major order. The buffer is direct
   * wherever the model was opened from a file.
   *
   * @throws UserException if what is stored does not fit type and shape
   */
  ByteBuffer bytes(TensorProto tensor) {
    ByteBuffer buffer = mapped.computeIfAbsent(tensor, this::load);
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** SHA-256 of a tensor's bytes, in hexadecimal; computed once. */
  String sha256(TensorProto tensor) {
    return hashes.computeIfAbsent(tensor, key -> Sha256.of(bytes(key)));
  }

  /** Checks that a tensor's stored value fits its type and shape, reading none of it. */
  void check(TensorProto tensor) {
    if (tensor.getDataType() != TensorProtos.STRING) {
      bytes(tensor);
      return;
    }
    try {
      TensorProtos.checkText(tensor);
    } catch (TensorProtos.IllTypedException e) {
      throw illTyped(tensor, e);
    }
  }

  private ByteBuffer load(TensorProto tensor) {
    if (size(tensor) > Integer.MAX_VALUE) {
      throw new UserException(
          "Weight %s of %s is larger than 2 GB, which is more than Splitboard can take; split it and export again."
              .formatted(tensor.getName(), model));
    }
    if (ExternalData.isExternal(tensor)) {
      return external.map(tensor, size(tensor));
    }
    try {
      return TensorProtos.bytes(tensor);
    } catch (TensorProtos.IllTypedException e) {
      throw illTyped(tensor, e);
    }
  }

  private UserException illTyped(TensorProto tensor, TensorProtos.IllTypedException cause) {
    return new UserException(
        "Model %s is ill-typed: its constant %s has %s; export the model again."
            .formatted(model, tensor.getName(), cause.getMessage()),
        cause);
  }
}
