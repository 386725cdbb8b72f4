package io.splitboard.separable.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Folders;

/**
 * DJL's PyTorch engine, always chosen by name because another engine may be on the same class path.
 * Its native libraries come from the class path; nothing is fetched and nobody is called.
 */
final class TorchEngine {

  private static final String OFFLINE = "ai.djl.offline";

  /**
   * One thread unless the user says otherwise: results then do not depend on the number of cores,
   * and the sample's small tensors gain nothing from more (threads that wait for each other cost).
   */
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  /** Where the native libraries are unpacked. */
  private static final String UNPACKED = "ENGINE_CACHE_DIR";

  private TorchEngine() {}

  /**
   * The engine.
   *
   * @throws UserException if there are no native libraries for this computer
   */
  static synchronized Engine get() {
    setUnlessGiven(OFFLINE, "true");
    setUnlessGiven(THREADS, "1");
    setUnlessGiven(UNPACKED, Folders.cache().resolve("engines").toString());
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

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
