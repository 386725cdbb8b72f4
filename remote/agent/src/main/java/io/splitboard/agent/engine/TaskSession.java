package io.splitboard.agent.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.splitboard.agent.AgentException;
import io.splitboard.protocol.wire.WireTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sub-model, ready to run. Its weights stay in the files beside it, which are mapped. One run
 * at a time.
 */
public final class TaskSession implements AutoCloseable {

  private static final int ALIGNMENT = 8;

  private final Path file;
  private final Model model;
  private final SessionOptions sessionOptions;
  private final Map<String, ByteBuffer> copies = new HashMap<>();
  private OrtSession inputless;

  private TaskSession(Path file, Model model, SessionOptions sessionOptions) {
    this.file = file;
    this.model = model;
    this.sessionOptions = sessionOptions;
  }

  /**
   * Loads a sub-model.
   *
   * @throws AgentException if ONNX Runtime does not take it
   */
  public static TaskSession open(Path onnxFile, EngineOptions options) {
    return open(onnxFile, options, SharedWeights.NONE);
  }

  /**
   * Loads a sub-model that shares weights with others.
   *
   * @param shared must stay open as long as the session
   * @throws AgentException if ONNX Runtime does not take it
   */
  public static TaskSession open(Path onnxFile, EngineOptions options, SharedWeights shared) {
    return open(onnxFile, options, shared, Map.of());
  }

  /** Loads a sub-model with further options of DJL's model. */
  static TaskSession open(
      Path onnxFile, EngineOptions options, SharedWeights shared, Map<String, String> further) {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new AgentException("Splitboard runs on little-endian processors only.");
    }
    Model model = OnnxRuntimeEngine.newModel(onnxFile.getFileName().toString());
    SessionOptions sessionOptions = null;
    try {
      sessionOptions = OnnxRuntimeEngine.sessionOptions(options);
      shared.addTo(sessionOptions, onnxFile);
      Map<String, Object> all = new HashMap<>(further);
      all.put("sessionOptions", sessionOptions);
      model.load(onnxFile, null, all);
      return new TaskSession(onnxFile, model, sessionOptions);
    } catch (OrtException | IOException | MalformedModelException | RuntimeException e) {
      model.close();
      if (sessionOptions != null) {
        sessionOptions.close();
      }
      throw new AgentException(
          "ONNX Runtime does not load " + onnxFile.getFileName() + ": " + reason(e), e);
    }
  }

  /** Makes ONNX Runtime's environment for this process, if that has not happened. */
  public static void startEngine() {
    OnnxRuntimeEngine.start();
  }

  /** Version of ONNX Runtime. */
  public static String engineVersion() {
    return OnnxRuntimeEngine.version();
  }

  /**
   * Runs the model once, on the calling thread if it has one thread.
   *
   * @param inputs values of all inputs, by name, in any order
   * @return values of all outputs, by name
   * @throws AgentException if the engine refuses
   */
  public Map<String, WireTensor> run(Map<String, WireTensor> inputs) {
    if (inputs.isEmpty()) {
      return runWithoutInputs();
    }
    // All arrays of a run belong to one manager and are released with it.
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList arrays = new NDList(inputs.size());
      inputs.forEach(
          (name, tensor) ->
              arrays.add(OrtTensors.toArray(manager, name, tensor, direct(name, tensor))));
      NDList results = model.getBlock().forward(new ParameterStore(manager, false), arrays, false);
      Map<String, WireTensor> outputs = new LinkedHashMap<>();
      for (NDArray result : results) {
        outputs.put(result.getName(), OrtTensors.toWire(result));
      }
      return Collections.unmodifiableMap(outputs);
    } catch (EngineException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new AgentException(reason(e), e);
    }
  }

  /** DJL's block looks at its first input, so a model that has none is run below it. */
  private Map<String, WireTensor> runWithoutInputs() {
    try {
      if (inputless == null) {
        inputless = OrtEnvironment.getEnvironment().createSession(file.toString(), sessionOptions);
      }
      Map<String, WireTensor> outputs = new LinkedHashMap<>();
      try (OrtSession.Result results = inputless.run(Map.of())) {
        for (Map.Entry<String, OnnxValue> result : results) {
          outputs.put(
              result.getKey(), OrtTensors.toWire(result.getKey(), (OnnxTensor) result.getValue()));
        }
      }
      return Collections.unmodifiableMap(outputs);
    } catch (OrtException e) {
      throw new AgentException(reason(e), e);
    }
  }

  /** The data itself where the engine can read it in place, else a copy in reused memory. */
  private ByteBuffer direct(String name, WireTensor tensor) {
    ByteBuffer data = tensor.data();
    if (data.isDirect() && data.alignmentOffset(0, ALIGNMENT) == 0) {
      return data;
    }
    ByteBuffer copy = copies.get(name);
    if (copy == null || copy.capacity() < data.remaining()) {
      copy = ByteBuffer.allocateDirect(data.remaining());
      copies.put(name, copy);
    }
    copy.clear().put(data).flip();
    return copy.duplicate();
  }

  /** The engine's own words, on one line. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof OrtException)) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message
        .replaceAll("Error code - \\w+ - message: |Load model from \\S+ failed:", "")
        .replaceAll("/onnxruntime_src/\\S+ [^\n]*?\\)(?: const)? (?=\\S)", "")
        .strip()
        .replaceAll("\\s*\\R\\s*", " ")
        .replaceAll("[.\\s]+$", "");
  }

  /** Releases the session and its memory. */
  @Override
  public void close() {
    model.close();
    try {
      if (inputless != null) {
        inputless.close();
      }
    } catch (OrtException e) {
      throw new AgentException(reason(e), e);
    } finally {
      sessionOptions.close();
    }
  }
}
