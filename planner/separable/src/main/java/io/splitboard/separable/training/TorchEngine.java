package io.splitboard.separable.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.splitboard.core.UserException;

/**
 * DJL's PyTorch engine, always chosen by name because another engine may be on the same class path.
 * Its native libraries come from the class path; nothing is fetched and nobody is called.
 */
final class TorchEngine {

  private static final String OFFLINE = "ai.djl.offline";

  private TorchEngine() {}

  /**
   * The engine.
   *
   * @throws UserException if there are no native libraries for this computer
   */
  static Engine get() {
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | IllegalStateException | UnsatisfiedLinkError e) {
      throw new UserException(
          "Training needs PyTorch's native library, which this installation lacks for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + "; train on 64-bit Linux, Windows or an Apple-silicon Mac.",
          e);
    }
  }
}
