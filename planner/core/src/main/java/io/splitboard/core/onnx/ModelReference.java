package io.splitboard.core.onnx;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Folders;
import io.splitboard.core.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** How projects and commands name a model: {@code zoo:…} or a path. */
public final class ModelReference {

  private static final String ZOO = "zoo:";

  private ModelReference() {}

  /** The folder that is named in place of a model; empty for anything else. */
  public static Optional<Path> folder(String reference) {
    return reference.startsWith(ZOO)
        ? Optional.empty()
        : Optional.of(path(reference)).filter(Files::isDirectory);
  }

  /**
   * The file of a model that a project names. A project is an untrusted file, so the path must stay
   * in its folder, links followed.
   *
   * @throws UserException if the file is missing or outside the project's folder
   */
  public static Path resolve(String reference, Path projectFolder, Progress progress) {
    if (reference.startsWith(ZOO)) {
      return Zoo.build(reference, Folders.cache(), progress);
    }
    Path folder = projectFolder.toAbsolutePath().normalize();
    Path path = path(reference);
    Path file = folder.resolve(path).normalize();
    if (path.isAbsolute() || !file.startsWith(folder)) {
      throw outside(reference, folder);
    }
    if (!Files.exists(file)) {
      throw new UserException(
          "Project %s has no model %s; copy the file there or choose another model."
              .formatted(folder, reference));
    }
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw outside(reference, folder);
      }
    } catch (IOException e) {
      throw new UserException("Model " + file + " cannot be read: " + e.getMessage(), e);
    }
    return file;
  }

  /** The file of a model that the user names on the command line, wherever it is. */
  public static Path resolveAnywhere(String reference, Path workingFolder, Progress progress) {
    return reference.startsWith(ZOO)
        ? Zoo.build(reference, Folders.cache(), progress)
        : workingFolder.resolve(path(reference)).toAbsolutePath().normalize();
  }

  private static Path path(String reference) {
    try {
      return Path.of(reference);
    } catch (InvalidPathException e) {
      throw new UserException("Model name " + reference + " is no path; check it.", e);
    }
  }

  private static UserException outside(String reference, Path folder) {
    return new UserException(
        "Project %s names the model %s outside its folder; copy the model into the project."
            .formatted(folder, reference));
  }
}
