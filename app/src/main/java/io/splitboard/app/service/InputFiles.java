package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.tensor.ImagePreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds inputs among files and folders that the user names. */
public final class InputFiles {

  private InputFiles() {}

  /**
   * Inputs from files, and from all files of folders that can be one, in the order of their names.
   *
   * @param preset how images are scaled and normalized
   * @throws UserException if there are none, or images together with tensors
   */
  public static InputSource source(List<Path> paths, ImagePreset preset) {
    List<Path> files = paths.stream().flatMap(InputFiles::expand).toList();
    if (files.isEmpty()) {
      throw new UserException(
          "There are no images, .npy or .pb files in "
              + String.join(", ", paths.stream().map(Path::toString).toList())
              + ".");
    }
    long tensors = files.stream().filter(InputFiles::isTensor).count();
    if (tensors == 0) {
      return new ImageInputs(files, preset);
    }
    if (tensors < files.size()) {
      throw new UserException("The inputs are images and tensors: give only one kind.");
    }
    return new TensorInputs(files);
  }

  private static Stream<Path> expand(Path path) {
    if (!Files.exists(path)) {
      throw new UserException("The input " + path + " does not exist.");
    }
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(file -> isTensor(file) || isImage(file)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UserException("The folder " + path + " cannot be read: check its rights.", e);
    }
  }

  private static boolean isTensor(Path file) {
    String name = lowerCaseName(file);
    return name.endsWith(".npy") || name.endsWith(".pb");
  }

  private static boolean isImage(Path file) {
    return Files.isRegularFile(file) && lowerCaseName(file).matches(".+\\.(png|jpe?g|gif|bmp)");
  }

  private static String lowerCaseName(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
