package io.splitboard.agent.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the files that ONNX Runtime unpacks its native libraries to, once they are loaded. It
 * would do so at the end of the process and leave the folder behind, and all 28 MB of it when the
 * process is killed. Linux only: it tells which files a process has mapped, and lets them go.
 */
final class UnpackedLibraries {

  private static final Logger log = LoggerFactory.getLogger(UnpackedLibraries.class);
  private static final Path MAPPED = Path.of("/proc/self/maps");
  private static final String FOLDER = "onnxruntime-java";

  private UnpackedLibraries() {}

  /** Deletes them; does nothing where there are none. */
  static void delete() {
    for (Path folder : folders()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
        Files.delete(folder);
      } catch (IOException e) {
        log.debug("{} stays", folder, e);
      }
    }
  }

  /** The folders of ONNX Runtime's libraries that this process has mapped and that are there. */
  static Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>();
    if (!Files.isReadable(MAPPED)) {
      return folders;
    }
    try (Stream<String> lines = Files.lines(MAPPED)) {
      List<Path> files =
          lines
              .filter(line -> line.contains(FOLDER))
              .map(line -> Path.of(line.substring(line.indexOf('/'))))
              .toList();
      for (Path file : files) {
        Path folder = file.getParent();
        if (folder.getFileName().toString().startsWith(FOLDER) && Files.isDirectory(folder)) {
          folders.add(folder);
        }
      }
    } catch (IOException e) {
      log.debug("mapped files cannot be read", e);
    }
    return folders;
  }
}
