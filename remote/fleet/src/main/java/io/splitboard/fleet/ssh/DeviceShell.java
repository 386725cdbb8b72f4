package io.splitboard.fleet.ssh;

import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Commands, files and ports of one device. Commands run by a POSIX shell that starts in the
 * device's home folder; paths are relative to it. Safe for use by several threads.
 *
 * <p>Methods throw {@link ConnectionLostException} when the device is no longer there, and other
 * {@link io.splitboard.core.UserException}s for what the user can mend.
 */
public interface DeviceShell extends AutoCloseable {

  /** How long an ordinary command may take. */
  Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  /** What people call the device. */
  String title();

  /** Runs a command to its end. */
  default CommandResult run(String command) {
    return run(command, new byte[0], COMMAND_LIMIT);
  }

  /**
   * Runs a command to its end.
   *
   * @param input what it reads
   * @param limit how long it may take
   * @throws io.splitboard.core.UserException if it takes longer
   */
  CommandResult run(String command, byte[] input, Duration limit);

  /** Starts a command that goes on. */
  RunningCommand start(String command);

  /**
   * Copies files to the device, each over what is there under that name.
   *
   * @param sent told the number of bytes after each piece; may throw to stop
   * @throws io.splitboard.core.UserException if the device cannot take them, a full disk above all
   */
  void put(List<FilePut> files, LongConsumer sent);

  /**
   * Makes a port of the device's loopback interface reachable.
   *
   * @return port of this computer's loopback interface that leads there
   */
  int forward(int devicePort);

  /** Whether the device is still there, as far as this end knows. */
  boolean connected();

  /** Ends the connection and with it every command that still runs. */
  @Override
  void close();
}
