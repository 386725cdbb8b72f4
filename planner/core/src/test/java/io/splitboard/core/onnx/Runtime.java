package io.splitboard.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;
import io.splitboard.core.tensor.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain ONNX Runtime with graph optimization off, to check sub-models against. */
final class Runtime {

  private Runtime() {}

  /** Runs a model whose inputs are called x0, x1 and so on; returns its outputs in order. */
  static List<TensorData> run(ModelProto model, List<TensorData> values, List<String> outputs)
      throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
        for (String name : session.getInputNames()) {
          TensorData value = values.get(Integer.parseInt(name.substring(1)));
          feeds.put(
              name,
              OnnxTensor.createTensor(
                  environment, value.bytes(), value.shape().toArray(), javaType(value.type())));
        }
        List<TensorData> made = new ArrayList<>();
        try (OrtSession.Result result = session.run(feeds)) {
          outputs.forEach(name -> made.add(data((OnnxTensor) result.get(name).orElseThrow())));
        }
        return made;
      }
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  /** Runs a model file on some of the given values and returns its outputs by name. */
  static Map<String, TensorData> run(Path file, Map<String, TensorData> values) {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(file.toString(), options)) {
        for (String name : session.getInputNames()) {
          TensorData value = values.get(name);
          feeds.put(
              name,
              OnnxTensor.createTensor(
                  environment, value.bytes(), value.shape().toArray(), javaType(value.type())));
        }
        Map<String, TensorData> outputs = new LinkedHashMap<>();
        try (OrtSession.Result result = session.run(feeds)) {
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), data((OnnxTensor) output.getValue()));
          }
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static TensorData data(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ElementType type = ValueType.of(info).type();
    Shape shape = Shape.of(info.getShape());
    ByteBuffer copy =
        ByteBuffer.allocateDirect((int) (shape.elements() * type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (copy.hasRemaining()) {
      copy.put(tensor.getByteBuffer());
    }
    return new TensorData(type, shape, copy.flip());
  }

  private static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      default -> OnnxJavaType.valueOf(type.name());
    };
  }
}
