package io.splitboard.core.onnx;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of sub-models and of the weights that they share, each named by the SHA-256 of its
 * content: {@code blobs/<hash>} and {@code <hash>.onnx}. A file appears whole or not at all, so
 * several processes may use one folder. Use makes a file young; {@link BlobCleaner} removes old
 * ones.
 */
public final class BlobStore {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final Optional<BlobStore> lender;

  private BlobStore(Path folder, Optional<BlobStore> lender) {
    this.folder = folder;
    this.lender = lender;
  }

  /** The store in a folder, which is made when something is first put there. */
  public static BlobStore at(Path folder) {
    return new BlobStore(folder.toAbsolutePath(), Optional.empty());
  }

  /**
   * A store in a folder of its own, to be thrown away after use, that links to blobs of this one
   * rather than write them again where it can.
   */
  public BlobStore scratch(Path other) {
    return new BlobStore(other.toAbsolutePath(), Optional.of(this));
  }

  /** The folder that sub-models are in. */
  public Path folder() {
    return folder;
  }

  /**
   * Where the blob with this hash is, or would be.
   *
   * @throws IllegalArgumentException if it is no hash
   */
  public Path path(String sha256) {
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
    return folder.resolve("blobs").resolve(sha256);
  }

  /** Stores bytes and tells their hash. */
  public String put(ByteBuffer bytes) {
    String hash = Sha256.of(bytes);
    put(hash, bytes);
    return hash;
  }

  /** Stores bytes whose hash is known already. */
  void put(String sha256, ByteBuffer bytes) {
    if (lender.isEmpty() || !borrow(path(sha256), lender.get().path(sha256))) {
      write(path(sha256), bytes);
    }
  }

  private static boolean borrow(Path file, Path lent) {
    if (Files.exists(file) || !Files.exists(lent)) {
      return false;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.createLink(file, lent);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      // Not every file system has links; then it is written.
      return false;
    }
  }

  /** Stores a sub-model and tells where. Its blobs are in the store since it was cut. */
  public Path putModel(SubModel model) {
    path(model.hash());
    Path file = folder.resolve(model.hash() + ".onnx");
    write(file, ByteBuffer.wrap(model.onnx()));
    return file;
  }

  private static void write(Path file, ByteBuffer bytes) {
    try {
      if (Files.exists(file) && Files.size(file) == bytes.remaining()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return;
      }
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), ".part-", "");
      try {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
          ByteBuffer rest = bytes.duplicate();
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        }
        move(part, file);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UserException(
          "Weights cannot be written to %s (%s); free some space or set SPLITBOARD_CACHE to another folder."
              .formatted(file.getParent(), e.getMessage()),
          e);
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
