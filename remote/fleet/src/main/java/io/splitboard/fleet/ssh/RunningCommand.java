package io.splitboard.fleet.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A command that runs on a device for a while. Closing it ends its input and its channel. */
public interface RunningCommand extends AutoCloseable {

  /** What it reads. */
  OutputStream input();

  /** What it prints. Whoever starts a command reads this to its end. */
  InputStream output();

  /** What it prints as errors. Whoever starts a command reads this to its end. */
  InputStream errors();

  /** Its exit code once it has ended; empty while it runs; -1 if it was killed or cut off. */
  OptionalInt exitCode();

  /**
   * Waits for its end.
   *
   * @return whether it ended in time
   */
  boolean awaitExit(Duration limit);

  @Override
  void close();
}
