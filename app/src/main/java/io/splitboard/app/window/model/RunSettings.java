package io.splitboard.app.window.model;

import io.splitboard.app.service.InputFiles;
import io.splitboard.app.service.InputSource;
import io.splitboard.app.service.RandomInputs;
import io.splitboard.core.UserException;
import io.splitboard.core.tensor.ImagePreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run feeds into the network.
 *
 * @param seed of random inputs, used where there are no files
 * @param files images, tensors or folders of them; empty for random inputs
 * @param preset how images are scaled and normalized
 * @param requests how many; 0 to go on until stopped
 * @param optimize whether ONNX Runtime's graph optimization is on; off gives results that are equal
 *     bit for bit
 * @param labels file with one label per line
 */
public record RunSettings(
    long seed,
    List<Path> files,
    ImagePreset preset,
    int requests,
    boolean optimize,
    Optional<Path> labels) {
  /** Copies the list. */
  public RunSettings {
    files = List.copyOf(files);
  }

  /** Random inputs, going on until stopped. */
  public static RunSettings initial() {
    return new RunSettings(1, List.of(), ImagePreset.values()[0], 0, false, Optional.empty());
  }

  /** The inputs. */
  public InputSource source() {
    return files.isEmpty() ? new RandomInputs(seed) : InputFiles.source(files, preset);
  }

  /**
   * The names of classes, in order; none without a file.
   *
   * @throws UserException if the file cannot be read
   */
  public List<String> readLabels() {
    if (labels.isEmpty()) {
      return List.of();
    }
    try {
      return Files.readAllLines(labels.get());
    } catch (IOException failure) {
      throw new UserException(
          "The labels in "
              + labels.get()
              + " cannot be read: choose a text file with one label per line.",
          failure);
    }
  }

  /** How many requests to give to a run; a very large number stands for going on. */
  public int requestsOrMany() {
    return requests == 0 ? Integer.MAX_VALUE : requests;
  }
}
