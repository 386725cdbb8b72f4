package io.splitboard.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.core.project.AtomicFiles;
import io.splitboard.core.project.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other commands of the same project which process holds its deployment.
 *
 * @param pid of the process
 * @param socket Unix socket on which it listens, in a folder that only its user can enter
 * @param design name of what is deployed
 */
record HolderFile(long pid, String socket, String design) {

  private static final Logger log = LoggerFactory.getLogger(HolderFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  static Path of(Path project) {
    return ProjectFolder.open(project).state().resolve("deployment.json");
  }

  void write(Path file) {
    try {
      AtomicFiles.write(file, JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that holds a deployment now; empty if there is none or it has ended. */
  static Optional<HolderFile> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      HolderFile holder = JSON.readValue(file.toFile(), HolderFile.class);
      return ProcessHandle.of(holder.pid()).isPresent() && Files.exists(Path.of(holder.socket()))
          ? Optional.of(holder)
          : Optional.empty();
    } catch (IOException e) {
      log.warn("{} is not what it should be", file, e);
      return Optional.empty();
    }
  }
}
