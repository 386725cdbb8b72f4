package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.splitboard.core.UserException;
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

  /**
   * Number of elements of a tensor.
   *
   * @throws UserException if its dimensions are negative or their product does not fit
   */
  long elements(TensorProto tensor) {
    long elements = 1;
    for (long size : tensor.getDimsList()) {
      if (size < 0) {
        throw illTyped(tensor, "a negative dimension");
      }
      try {
        elements = Math.multiplyExact(elements, size);
      } catch (ArithmeticException e) {
        throw illTyped(tensor, "more elements than any computer can hold");
      }
    }
    return elements;
  }

  /** Bytes of a tensor's value; 0 for strings. */
  long size(TensorProto tensor) {
    if (!OnnxTypes.known(tensor.getDataType())) {
      throw illTyped(tensor, "the unknown element type " + tensor.getDataType());
    }
    try {
      return OnnxTypes.bytes(tensor.getDataType(), elements(tensor));
    } catch (ArithmeticException e) {
      throw illTyped(tensor, "more bytes than any computer can hold");
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
    if (tensor.getDataType() == OnnxTypes.STRING) {
      expect(tensor, tensor.getStringDataCount(), elements(tensor));
    } else {
      bytes(tensor);
    }
  }

  private ByteBuffer load(TensorProto tensor) {
    long size = size(tensor);
    if (size > Integer.MAX_VALUE) {
      throw new UserException(
          "Weight %s of %s is larger than 2 GB, which is more than Splitboard can take."
              .formatted(tensor.getName(), model));
    }
    if (tensor.getDataType() == OnnxTypes.STRING) {
      throw illTyped(tensor, "text where numbers are needed");
    }
    if (ExternalData.isExternal(tensor)) {
      return external.map(tensor, size);
    }
    if (tensor.hasRawData()) {
      ByteString raw = tensor.getRawData();
      expect(tensor, raw.size(), size);
      return raw.asReadOnlyByteBuffer();
    }
    return typed(tensor, (int) size);
  }

  private ByteBuffer typed(TensorProto tensor, int size) {
    long elements = elements(tensor);
    switch (tensor.getDataType()) {
      case 1 -> expect(tensor, tensor.getFloatDataCount(), elements);
      case 14 -> expect(tensor, tensor.getFloatDataCount(), 2 * elements);
      case 11 -> expect(tensor, tensor.getDoubleDataCount(), elements);
      case 15 -> expect(tensor, tensor.getDoubleDataCount(), 2 * elements);
      case 7 -> expect(tensor, tensor.getInt64DataCount(), elements);
      case 12, 13 -> expect(tensor, tensor.getUint64DataCount(), elements);
      case 2, 3, 4, 5, 6, 9, 10, 16, 17, 18, 19, 20, 24 ->
          expect(tensor, tensor.getInt32DataCount(), elements);
      default -> expect(tensor, tensor.getInt32DataCount(), size);
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.getDataType()) {
      case 1, 14 -> tensor.getFloatDataList().forEach(bytes::putFloat);
      case 11, 15 -> tensor.getDoubleDataList().forEach(bytes::putDouble);
      case 7 -> tensor.getInt64DataList().forEach(bytes::putLong);
      case 13 -> tensor.getUint64DataList().forEach(bytes::putLong);
      case 12 -> tensor.getUint64DataList().forEach(value -> bytes.putInt(value.intValue()));
      case 6 -> tensor.getInt32DataList().forEach(bytes::putInt);
      case 4, 5, 10, 16 ->
          tensor.getInt32DataList().forEach(value -> bytes.putShort(value.shortValue()));
      default -> tensor.getInt32DataList().forEach(value -> bytes.put(value.byteValue()));
    }
    return bytes.flip();
  }

  private void expect(TensorProto tensor, long found, long needed) {
    if (found != needed) {
      throw illTyped(tensor, "a value of size %d where %d is needed".formatted(found, needed));
    }
  }

  private UserException illTyped(TensorProto tensor, String what) {
    return new UserException(
        "Model %s is ill-typed: its constant %s has %s; export the model again."
            .formatted(model, tensor.getName(), what));
  }
}
