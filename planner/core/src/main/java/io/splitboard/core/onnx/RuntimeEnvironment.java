package io.splitboard.core.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.ServiceLoader;

/** ONNX Runtime's one environment in this process. */
final class RuntimeEnvironment {

  private static final OrtEnvironment ENVIRONMENT = make();

  private RuntimeEnvironment() {}

  static OrtEnvironment get() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment make() {
    boolean started = false;
    for (RuntimeStarter starter :
        ServiceLoader.load(RuntimeStarter.class, RuntimeEnvironment.class.getClassLoader())) {
      starter.start();
      started = true;
    }
    // Asking an environment that exists for another log level would only print a warning.
    return started
        ? OrtEnvironment.getEnvironment()
        : OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
  }
}
