package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the outputs of requests are written, one {@code .npy} file for each. */
public final class OutputFolder {

  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder for outputs, made if missing.
   *
   * @throws UserException if it cannot be made
   */
  public static OutputFolder at(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException(
          "The folder " + folder + " for the outputs cannot be made: check the path.", e);
    }
    return new OutputFolder(folder);
  }

  /**
   * Writes the outputs of one request, over older ones of the same number.
   *
   * @throws UserException if a file cannot be written
   */
  public void write(int request, Map<String, TensorData> outputs) {
    outputs.forEach(
        (name, data) -> TensorFiles.writeNpy(folder.resolve(fileName(request, name)), data));
  }

  /** Names of tensors may hold anything; names of files hold what every system takes. */
  static String fileName(int request, String output) {
    return "%05d-%s.npy".formatted(request, output.replaceAll("[^A-Za-z0-9._-]", "_"));
  }
}
