package io.splitboard.app.service;

import io.splitboard.core.onnx.BlobCleaner;
import io.splitboard.core.onnx.BlobStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cleans the cache once in the life of a process, beside everything else. */
final class CacheCare {

  private static final Logger log = LoggerFactory.getLogger(CacheCare.class);
  private static final long MOST_BYTES = 8_000_000_000L;
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private CacheCare() {}

  static void once(BlobStore store) {
    if (STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(() -> clean(store), "cache cleaner");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      thread.start();
    }
  }

  private static void clean(BlobStore store) {
    try {
      int removed = new BlobCleaner(store, MOST_BYTES).clean(Instant.now());
      log.info("{} unused files removed from {}", removed, store.folder());
      removeLeft(store.folder(), Instant.now().minus(Duration.ofDays(1)));
    } catch (IOException e) {
      // Only room is lost, until next time.
      log.warn("{} was not cleaned", store.folder(), e);
    }
  }

  /** What killed processes left. */
  static void removeLeft(Path cache, Instant before) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, Scratch.PREFIX + "*")) {
      for (Path folder : left) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
          FolderTree.delete(folder);
        }
      }
    }
  }
}
