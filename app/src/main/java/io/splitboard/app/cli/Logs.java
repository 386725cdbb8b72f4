package io.splitboard.app.cli;

import io.splitboard.core.project.Folders;
import java.nio.file.Path;

/** Where the log goes: {@code logs} under the cache folder. logback.xml reads the property. */
final class Logs {

  private static final String PROPERTY = "splitboard.logs";

  private Logs() {}

  /** Must be called before the first logger is made. */
  static void configure() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, folder().toString());
    }
  }

  static Path folder() {
    return Folders.cache().resolve("logs");
  }
}
