package io.splitboard.fleet.provisioning;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jars that an agent runs on, without native libraries of other platforms: those are most of
 * their bytes. Trimmed jars are made once and kept in a cache; the same jar always trims to the
 * same bytes, so a device that has it is sent nothing.
 */
public final class AgentBundle {

  private static final long FIXED_TIME = 1_767_225_600_000L;

  private final Path folder;
  private final Path cache;
  private final Map<Platform, List<StoredFile>> prepared = new EnumMap<>(Platform.class);

  /**
   * Makes one.
   *
   * @param folder with all jars that the agent needs
   * @param cache where trimmed jars are kept
   */
  public AgentBundle(Path folder, Path cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /**
   * The jars for a platform, sorted by name.
   *
   * @throws UserException if there is no bundle, or the cache cannot be written
   */
  public synchronized List<StoredFile> files(Platform platform) {
    return prepared.computeIfAbsent(platform, this::prepare);
  }

  private List<StoredFile> prepare(Platform platform) {
    try (Stream<Path> listing = Files.list(folder)) {
      List<Path> jars = listing.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      List<StoredFile> files = new ArrayList<>();
      for (Path jar : jars) {
        Path trimmed = trimmed(jar, platform);
        String sha256 = Hashes.sha256(trimmed);
        files.add(new StoredFile(trimmed, "agent/" + sha256 + ".jar", sha256, Files.size(trimmed)));
      }
      if (files.isEmpty()) {
        throw new IOException("no jars in " + folder);
      }
      return files;
    } catch (IOException e) {
      throw new UserException(
          "The agent's jars could not be prepared from %s (%s): build Splitboard again with ./mvnw package."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private Path trimmed(Path jar, Platform platform) throws IOException {
    Path kept =
        cache
            .resolve(platform.name().toLowerCase(Locale.ROOT))
            .resolve(Hashes.sha256(jar) + ".jar");
    if (Files.exists(kept)) {
      return kept;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.stream().allMatch(entry -> platform.needs(entry.getName()))) {
        return jar;
      }
      Files.createDirectories(kept.getParent());
      Path part = Files.createTempFile(kept.getParent(), "trimming", ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        copyNeeded(zip, platform, out);
      }
      return Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void copyNeeded(ZipFile zip, Platform platform, OutputStream target)
      throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(target)) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        if (platform.needs(entry.getName())) {
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTime(FIXED_TIME);
          out.putNextEntry(copy);
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }
}
