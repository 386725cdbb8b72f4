package io.splitboard.agent.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of a virtual device to load. Virtual devices of one user load one after the other, since
 * each learns meanwhile how long its tasks take on a processor of its own. Their common file also
 * keeps how quick this computer usually is.
 */
final class VirtualLoading implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(VirtualLoading.class);

  /** A file's lock is held by a process; agents of one process wait here. */
  private static final ReentrantLock HERE = new ReentrantLock(true);

  private static final VirtualLoading REAL = new VirtualLoading(null, null, false);

  private final FileChannel channel;
  private final FileLock lock;
  private final boolean held;

  private VirtualLoading(FileChannel channel, FileLock lock, boolean held) {
    this.channel = channel;
    this.lock = lock;
    this.held = held;
  }

  /** Waits for the turn; real devices need not. Without a file to lock there is no waiting. */
  static VirtualLoading begin(boolean isVirtual) {
    if (!isVirtual) {
      return REAL;
    }
    HERE.lock();
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      return new VirtualLoading(channel, channel.lock(), true);
    } catch (IOException e) {
      log.info("virtual devices do not wait for each other", e);
      closeQuietly(channel);
      return new VirtualLoading(null, null, true);
    }
  }

  private static Path file() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "splitboard-virtual-" + System.getProperty("user.name") + ".lock");
  }

  /**
   * What a piece of work takes at this computer's usual pace, as the first virtual device that
   * loaded here found it and kept it in the common file: so all virtual devices of a user keep to
   * one pace, today as tomorrow.
   *
   * @param work its name
   * @param nowNanos CPU time that it takes now, ns
   */
  long usualNanos(String work, long nowNanos) {
    if (lock == null) {
      return nowNanos;
    }
    try {
      return UsualPace.usualNanos(channel, work, nowNanos);
    } catch (IOException e) {
      log.info("this computer's usual pace is not kept", e);
    }
    return nowNanos;
  }

  @Override
  public void close() {
    if (held) {
      HERE.unlock();
    }
    closeQuietly(channel);
  }

  /** Gives the lock up, too. */
  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      log.debug("the lock's file was not closed", e);
    }
  }

  @Override
  public String toString() {
    return lock == null ? "at once" : "in turn";
  }
}
