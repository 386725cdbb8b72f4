package io.splitboard.agent.engine;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/**
 * DJL's ONNX Runtime engine, set up so that it keeps to itself: it looks for no second engine, asks
 * no server and starts no threads besides those that a session needs.
 */
final class OnnxRuntimeEngine {

  private static final String NAME = "OnnxRuntime";

  static {
    // DJL otherwise asks a cloud metadata server when its first engine is looked up, and loads
    // PyTorch as a helper wherever it is on the class path.
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.onnx.disable_alternative", "true");
    // The process-wide pools go unused, because every session has its own.
    setUnlessSet("ai.djl.onnxruntime.num_threads", "1");
    setUnlessSet("ai.djl.onnxruntime.num_interop_threads", "1");
  }

  private OnnxRuntimeEngine() {}

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** A model without content. */
  static Model newModel(String name) {
    return Model.newInstance(name, NAME);
  }

  /** Makes the environment; DJL fails to if someone else has made one before. */
  static void start() {
    Engine.getEngine(NAME);
    UnpackedLibraries.delete();
  }

  /** Version of the native library; DJL itself names the one that it was built with. */
  static String version() {
    start();
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /** Options of a session. The caller closes them after the session. */
  static SessionOptions sessionOptions(EngineOptions options) throws OrtException {
    SessionOptions session = new SessionOptions();
    session.setExecutionMode(ExecutionMode.SEQUENTIAL);
    session.setInterOpNumThreads(1);
    session.setIntraOpNumThreads(options.resolvedThreads());
    session.setOptimizationLevel(options.optimize() ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
    // Errors come back as exceptions; the native log would only repeat them on standard error.
    session.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    // Waiting threads would otherwise burn the processor that the next sender needs.
    session.addConfigEntry("session.force_spinning_stop", "1");
    if (!options.optimize()) {
      // Each session would otherwise keep rearranged copies of its matrices, and tasks over the
      // same weights would hold them several times.
      session.addConfigEntry("session.disable_prepacking", "1");
    }
    return session;
  }
}
