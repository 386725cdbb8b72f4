package io.splitboard.core.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps a {@link BlobStore} from growing for ever. Sub-models go after a day without use, weights
 * after a month, or, the oldest first, after a day where all weights together take too much. What
 * is removed is cut again when it is needed again.
 */
public final class BlobCleaner {

  /** Another process may still be about to open what is younger. */
  private static final Duration DAY = Duration.ofDays(1);

  private static final Duration MONTH = Duration.ofDays(30);

  private final BlobStore store;
  private final long mostBytes;

  private record Found(Path file, long bytes, Instant used) {}

  /**
   * A cleaner.
   *
   * @param store what to clean
   * @param mostBytes that all weights should take
   */
  public BlobCleaner(BlobStore store, long mostBytes) {
    this.store = store;
    this.mostBytes = mostBytes;
  }

  /**
   * Removes what is old.
   *
   * @param now the present time
   * @return how many files went
   * @throws IOException if the folder cannot be read
   */
  public int clean(Instant now) throws IOException {
    int removed = 0;
    for (Found model : files(store.folder(), "*.onnx")) {
      removed += model.used().isBefore(now.minus(DAY)) ? remove(model) : 0;
    }
    List<Found> blobs = files(store.folder().resolve("blobs"), "*");
    long bytes = blobs.stream().mapToLong(Found::bytes).sum();
    for (Found blob : blobs) {
      Instant end = blob.used().plus(bytes > mostBytes ? DAY : MONTH);
      if (end.isBefore(now)) {
        removed += remove(blob);
        bytes -= blob.bytes();
      }
    }
    return removed;
  }

  private static int remove(Found found) throws IOException {
    return Files.deleteIfExists(found.file()) ? 1 : 0;
  }

  /** The oldest first. */
  private static List<Found> files(Path folder, String pattern) throws IOException {
    List<Found> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, pattern)) {
      for (Path path : paths) {
        try {
          BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
          found.add(new Found(path, facts.size(), facts.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
          // Another process was quicker.
          continue;
        }
      }
    }
    found.sort(Comparator.comparing(Found::used));
    return found;
  }
}
