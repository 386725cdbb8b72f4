package io.splitboard.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command that a client runs on a virtual device: a {@code /bin/sh} of this computer that
 * starts in the device's home. It ends with its channel, and so does all that it started.
 */
final class ShellCommand implements Command {

  private static final Logger log = LoggerFactory.getLogger(ShellCommand.class);

  private final String line;
  private final DeviceFolder folder;
  private final Map<String, String> environment;
  private InputStream in;
  private OutputStream out;
  private OutputStream err;
  private ExitCallback exit;
  private volatile Process process;

  /**
   * Makes a command.
   *
   * @param line what the shell is given
   * @param folder whose home it starts in
   * @param environment all variables that it sees
   */
  ShellCommand(String line, DeviceFolder folder, Map<String, String> environment) {
    this.line = line;
    this.folder = folder;
    this.environment = environment;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment clientEnvironment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line).directory(folder.home().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process started = builder.start();
    process = started;
    daemon("stdin", () -> pump(in, started.getOutputStream(), true));
    Thread outPump = daemon("stdout", () -> pump(started.getInputStream(), out, false));
    Thread errPump = daemon("stderr", () -> pump(started.getErrorStream(), err, false));
    daemon("exit", () -> awaitExit(started, outPump, errPump));
  }

  @Override
  public void destroy(ChannelSession channel) {
    Process started = process;
    if (started != null && started.isAlive()) {
      ProcessTree.end(started);
    }
  }

  private Thread daemon(String role, Runnable work) {
    Thread thread = new Thread(work, "virtual device " + role);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Reports the exit code once all output is through. A child that outlives the shell keeps the
   * output open while it waits for input, and the JDK closes that input only after the output has
   * ended, so without closing it here neither would ever end.
   */
  private void awaitExit(Process started, Thread outPump, Thread errPump) {
    try {
      int code = started.waitFor();
      closeQuietly(started.getOutputStream());
      outPump.join();
      errPump.join();
      exit.onExit(code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(InputStream from, OutputStream to, boolean closing) {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        to.flush();
      }
    } catch (IOException e) {
      // Either side may go first: a client that hangs up, a process that does not read.
      log.debug("a stream of a virtual device ended early", e);
    } finally {
      if (closing) {
        closeQuietly(to);
      }
    }
  }

  private static void closeQuietly(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      log.debug("closing the input of a process that is gone", e);
    }
  }
}
