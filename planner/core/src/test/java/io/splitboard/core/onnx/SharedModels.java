package io.splitboard.core.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Third-party models that may lie beside the checkout. */
final class SharedModels {

  private SharedModels() {}

  /** A file below {@code shared/models}; skips the calling test if it is absent. */
  static Path file(String path) {
    Path root = Path.of(System.getProperty("splitboard.root", ".")).toAbsolutePath().normalize();
    Path file = root.resolveSibling("shared").resolve("models").resolve(path);
    Assumptions.assumeTrue(
        Files.exists(file), "no third-party models beside the checkout: " + path);
    return file;
  }
}
