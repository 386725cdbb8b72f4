package io.splitboard.fleet.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** A command at the other end of an SSH channel. */
final class SshCommand implements RunningCommand {

  private static final long POLL_NANOS = 5_000_000;

  private final ChannelExec channel;
  private final OutputStream input;
  private final InputStream output;
  private final InputStream errors;

  private SshCommand(
      ChannelExec channel, OutputStream input, InputStream output, InputStream errors) {
    this.channel = channel;
    this.input = input;
    this.output = output;
    this.errors = errors;
  }

  /** Starts the command of a channel. Its streams are taken first, so that nothing is missed. */
  static SshCommand connect(ChannelExec channel, int limitMs) throws JSchException, IOException {
    OutputStream input = channel.getOutputStream();
    InputStream output = channel.getInputStream();
    InputStream errors = channel.getErrStream();
    channel.connect(limitMs);
    return new SshCommand(channel, input, output, errors);
  }

  @Override
  public OutputStream input() {
    return input;
  }

  @Override
  public InputStream output() {
    return output;
  }

  @Override
  public InputStream errors() {
    return errors;
  }

  @Override
  public OptionalInt exitCode() {
    return channel.isClosed() || !channel.isConnected()
        ? OptionalInt.of(channel.getExitStatus())
        : OptionalInt.empty();
  }

  /** JSch has nothing to wait on, so this looks again every few milliseconds. */
  @Override
  public boolean awaitExit(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (exitCode().isEmpty()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  @Override
  public void close() {
    channel.disconnect();
  }
}
