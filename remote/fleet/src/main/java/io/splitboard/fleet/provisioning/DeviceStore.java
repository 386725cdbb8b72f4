package io.splitboard.fleet.provisioning;

import io.splitboard.core.UserException;
import io.splitboard.fleet.ssh.CommandResult;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.FilePut;
import io.splitboard.fleet.ssh.PutFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splitboard's files on a device, named by their content, so that a file which is there never has
 * to be sent again. A file gets its name only when its content was verified.
 */
public final class DeviceStore {

  /** Folder of everything that Splitboard keeps on a device, relative to the home. */
  public static final String FOLDER = ".splitboard";

  private static final Logger log = LoggerFactory.getLogger(DeviceStore.class);
  private static final long SPARE_BYTES = 16L << 20;
  private static final int BATCH_FILES = 32;
  private static final Duration VERIFY_LIMIT = Duration.ofMinutes(10);

  private static final String PREPARE =
      """
      cd "$HOME" && mkdir -p .splitboard/agent .splitboard/store/blobs && cd .splitboard || exit 1
      chmod 700 . && find agent store -name '*.part' -exec rm -f {} +
      find agent store -type f -exec wc -c {} +
      """;

  private static final String ADOPT =
      """
      cd "$HOME/.splitboard" || exit 1
      while read -r sha bytes name; do
        [ "$(wc -c < "$name.part")" -eq "$bytes" ] || { echo "$name"; exit 3; }
        if command -v sha256sum > /dev/null 2>&1; then
          [ "$(sha256sum < "$name.part" | cut -c1-64)" = "$sha" ] || { echo "$name"; exit 3; }
        fi
        mv -f "$name.part" "$name" || exit 1
      done
      """;

  private static final String REMOVE =
      "cd \"$HOME/.splitboard\" && while read -r name; do rm -f \"$name\"; done";

  private final DeviceShell shell;

  /** The store of a device. */
  public DeviceStore(DeviceShell shell) {
    this.shell = shell;
  }

  /**
   * Brings the files that the device lacks. If they do not fit, files of earlier deployments make
   * room.
   *
   * @throws UserException if they do not fit even then, or do not arrive whole
   */
  public void bring(List<StoredFile> files, UploadProgress progress) {
    Map<String, StoredFile> needed = new LinkedHashMap<>();
    files.forEach(file -> needed.putIfAbsent(file.target(), file));
    Map<String, Long> present = list();
    List<StoredFile> missing =
        needed.values().stream()
            .filter(file -> !Long.valueOf(file.bytes()).equals(present.get(file.target())))
            .toList();
    long toSend = missing.stream().mapToLong(StoredFile::bytes).sum();
    long skipped = needed.values().stream().mapToLong(StoredFile::bytes).sum() - toSend;
    AtomicLong sent = new AtomicLong();
    progress.sent(0, toSend, skipped);
    if (!missing.isEmpty()) {
      makeRoom(toSend, needed.keySet(), present.keySet());
    }
    for (int from = 0; from < missing.size(); from += BATCH_FILES) {
      List<StoredFile> batch = missing.subList(from, Math.min(from + BATCH_FILES, missing.size()));
      send(batch, toSend, bytes -> progress.sent(sent.addAndGet(bytes), toSend, skipped));
      adopt(batch);
    }
  }

  private Map<String, Long> list() {
    CommandResult result = shell.run(PREPARE);
    if (!result.ok()) {
      throw new UserException(
          "%s cannot keep files in ~/%s (%s): check the permissions of its home folder and its free space."
              .formatted(shell.title(), FOLDER, result.errors().strip()));
    }
    Map<String, Long> sizes = new HashMap<>();
    for (String line : result.output().split("\n")) {
      String[] parts = line.strip().split(" +", 2);
      if (parts.length == 2 && parts[0].matches("\\d{1,18}")) {
        sizes.put(parts[1], Long.valueOf(parts[0]));
      }
    }
    sizes.remove("total");
    return sizes;
  }

  private void makeRoom(long toSend, Set<String> needed, Set<String> present) {
    if (DeviceCheck.freeDiskBytes(shell) >= toSend + SPARE_BYTES) {
      return;
    }
    String unneeded =
        present.stream()
            .filter(name -> !needed.contains(name))
            .map(name -> name + "\n")
            .collect(Collectors.joining());
    if (!unneeded.isEmpty()) {
      log.info("{}: removing files of earlier deployments", shell.title());
      shell.run(REMOVE, unneeded.getBytes(StandardCharsets.UTF_8), VERIFY_LIMIT);
    }
    long free = DeviceCheck.freeDiskBytes(shell);
    if (free < toSend + SPARE_BYTES) {
      throw diskFull(free, toSend);
    }
  }

  private void send(List<StoredFile> batch, long toSend, java.util.function.LongConsumer sent) {
    List<FilePut> puts =
        batch.stream()
            .map(file -> new FilePut(file.source(), FOLDER + "/" + file.target() + ".part"))
            .toList();
    try {
      shell.put(puts, sent);
    } catch (PutFailedException e) {
      long free = DeviceCheck.freeDiskBytes(shell);
      if (free < batch.stream().mapToLong(StoredFile::bytes).sum()) {
        throw diskFull(free, toSend);
      }
      throw e;
    }
  }

  private void adopt(List<StoredFile> batch) {
    String list =
        batch.stream()
            .map(file -> file.sha256() + " " + file.bytes() + " " + file.target() + "\n")
            .collect(Collectors.joining());
    CommandResult result = shell.run(ADOPT, list.getBytes(StandardCharsets.UTF_8), VERIFY_LIMIT);
    if (!result.ok()) {
      throw new UserException(
          "A file did not arrive on %s as it was sent (%s): check the device's SD card and deploy again."
              .formatted(shell.title(), (result.output() + result.errors()).strip()));
    }
  }

  private UserException diskFull(long free, long toSend) {
    return new UserException(
        "The disk of %s is full: %s are free, but %s must be sent; make room (for example with `sudo apt clean`) or place fewer layers there."
            .formatted(shell.title(), megabytes(free), megabytes(toSend + SPARE_BYTES)));
  }

  private static String megabytes(long bytes) {
    return "%.0f MB".formatted(bytes / 1e6);
  }
}
