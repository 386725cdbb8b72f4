package io.splitboard.core.project;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second workbench from changing the same project. The operating system holds the lock and
 * drops it when its process ends, however it ends, so there are no stale locks; the file beside it
 * only tells who has it.
 */
public final class ProjectLock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProjectLock.class);

  private final FileChannel channel;
  private final FileLock lock;
  private final Path holder;

  /** Who has a project open. */
  record Holder(long pid, String host, String since) {}

  private ProjectLock(FileChannel channel, FileLock lock, Path holder) {
    this.channel = channel;
    this.lock = lock;
    this.holder = holder;
  }

  /**
   * Takes the lock of a project.
   *
   * @param state the project's folder for what is not worth keeping, made if missing
   * @param host what this computer is called, for whoever is refused
   * @throws UserException if another workbench has it, saying which
   */
  static ProjectLock take(Path state, String host) {
    Path holder = state.resolve("lock.json");
    FileChannel channel = null;
    try {
      Files.createDirectories(state);
      channel =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(state, holder);
      }
      AtomicFiles.write(holder, Json.write(thisProcess(host)));
      return new ProjectLock(channel, lock, holder);
    } catch (OverlappingFileLockException e) {
      close(channel);
      throw held(state, holder);
    } catch (UserException e) {
      close(channel);
      throw e;
    } catch (IOException e) {
      close(channel);
      throw new UserException(
          "Cannot lock the project " + state.getParent() + ": " + AtomicFiles.reason(e) + ".", e);
    }
  }

  private static UserException held(Path state, Path holder) {
    String who = "another workbench";
    if (Files.exists(holder)) {
      Holder known = Json.read(holder, ".splitboard/lock.json", Holder.class);
      who += " (process " + known.pid() + " on " + known.host() + ", since " + known.since() + ")";
    }
    return new UserException(
        "The project " + state.getParent() + " is open in " + who + ": close it there first.");
  }

  private static Holder thisProcess(String host) {
    String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Holder(ProcessHandle.current().pid(), host, since);
  }

  private static void close(FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("lock file cannot be closed", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(holder);
      lock.release();
    } catch (IOException e) {
      log.warn("lock cannot be released", e);
    }
    close(channel);
  }
}
