package io.splitboard.solver.engine;

import com.google.ortools.Loader;
import io.splitboard.core.UserException;

/** OR-Tools' native library, loaded when it is first needed. */
public final class NativeLibrary {

  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads the library unless that was done before.
   *
   * @throws UserException if there is none for this computer or it cannot be unpacked
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      Loader.loadNativeLibraries();
      loaded = true;
    } catch (RuntimeException | LinkageError e) {
      throw new UserException(
          "The solver's native library cannot be loaded on this computer (%s, %s): check that the temporary folder %s is writable, or place layers by hand."
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  System.getProperty("java.io.tmpdir")),
          e);
    }
  }
}
