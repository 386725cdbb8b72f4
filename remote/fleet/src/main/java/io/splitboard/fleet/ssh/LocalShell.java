package io.splitboard.fleet.ssh;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This computer as a device: the same operations without SSH. */
public final class LocalShell implements DeviceShell {

  private static final Logger log = LoggerFactory.getLogger(LocalShell.class);
  private static final Duration GRACE = Duration.ofMillis(500);

  private final String title;
  private final Path home;
  private final Queue<LocalCommand> commands = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * Makes one.
   *
   * @param title what people call the device
   * @param home folder in which commands start
   */
  public LocalShell(String title, Path home) {
    if (!Files.isExecutable(Path.of("/bin/sh"))) {
      throw new UserException(
          "This computer has no POSIX shell (/bin/sh) and cannot run an agent itself: use devices"
              + " that are reached by SSH.");
    }
    this.title = title;
    this.home = home;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public CommandResult run(String command, byte[] input, Duration limit) {
    return CommandRunner.finish(title, start(command), input, limit);
  }

  @Override
  public RunningCommand start(String command) {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    Path java = Path.of(System.getProperty("java.home"), "bin");
    builder.environment().merge("PATH", java.toString(), (path, own) -> own + ":" + path);
    try {
      LocalCommand started = new LocalCommand(builder.start());
      commands.removeIf(old -> old.exitCode().isPresent());
      commands.add(started);
      return started;
    } catch (IOException e) {
      throw new UserException(
          "%s could not run a command in %s: check that the folder exists.".formatted(title, home),
          e);
    }
  }

  @Override
  public void put(List<FilePut> files, LongConsumer sent) {
    for (FilePut file : files) {
      Path target = home.resolve(file.target());
      try (InputStream in = Files.newInputStream(file.source());
          OutputStream out = Files.newOutputStream(target)) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          out.write(buffer, 0, n);
          sent.accept(n);
        }
      } catch (IOException e) {
        throw new UserException(
            "%s could not store %s (%s): check its free space and permissions."
                .formatted(title, target, e.getMessage()),
            e);
      }
    }
  }

  @Override
  public int forward(int devicePort) {
    return devicePort;
  }

  @Override
  public boolean connected() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    commands.forEach(LocalCommand::close);
  }

  /** A process of this computer. */
  private static final class LocalCommand implements RunningCommand {

    private final Process process;

    LocalCommand(Process process) {
      this.process = process;
    }

    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public InputStream errors() {
      return process.getErrorStream();
    }

    @Override
    public OptionalInt exitCode() {
      return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    @Override
    public boolean awaitExit(Duration limit) {
      try {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /** What reads its input sees the end of it; what does not is asked, then made to end. */
    @Override
    public void close() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        log.debug("closing the input of a process that is gone", e);
      }
      if (process.isAlive() && !awaitExit(GRACE)) {
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroy);
        process.destroy();
        if (!awaitExit(GRACE) || children.stream().anyMatch(ProcessHandle::isAlive)) {
          children.forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
    }
  }
}
