package io.splitboard.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The sample projects that come with Splitboard. */
final class Samples {

  private Samples() {}

  /** What the window opens first. */
  static Path firstLook() {
    return root().resolve("sample-projects").resolve("first-look");
  }

  /** The folder of the checkout: the start script tells it. */
  private static Path root() {
    String root = System.getProperty("splitboard.root");
    return root == null || !Files.isDirectory(Path.of(root)) ? Path.of("") : Path.of(root);
  }
}
