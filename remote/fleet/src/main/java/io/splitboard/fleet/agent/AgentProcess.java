package io.splitboard.fleet.agent;

import io.splitboard.core.UserException;
import io.splitboard.fleet.ssh.CommandResult;
import io.splitboard.fleet.ssh.ConnectionLostException;
import io.splitboard.fleet.ssh.DeviceShell;
import io.splitboard.fleet.ssh.RunningCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's process on a device. It lives as long as its standard input, so it never outlives the
 * connection.
 */
public final class AgentProcess implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AgentProcess.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final int KILLED = 137;

  /** Exit code of an agent that cannot listen. */
  private static final int PORT_TAKEN = 3;

  private static final Pattern READY =
      Pattern.compile("splitboard-agent ready control=(\\d+) data=(\\d+) pid=(\\d+)");

  private final DeviceShell shell;
  private final int wantedDataPort;
  private final RunningCommand command;
  private final LineTail errors;
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private AgentProcess(DeviceShell shell, AgentCommand line) {
    this.shell = shell;
    this.wantedDataPort = line.dataPort();
    this.command = shell.start(line.line());
    this.errors = LineTail.of(command.errors());
  }

  /**
   * Starts an agent and waits until it is ready.
   *
   * @param token that every call to it must carry; goes through its standard input only
   * @throws UserException if it does not become ready
   */
  public static AgentProcess start(DeviceShell shell, AgentCommand line, String token) {
    AgentProcess process = new AgentProcess(shell, line);
    try {
      process.watch();
      process.tell(token);
      process.awaitReady();
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Port of its loopback interface on which it takes calls. */
  public int controlPort() {
    return Integer.parseInt(ready.join().group(1));
  }

  /** Port on which it takes tensors. */
  public int dataPort() {
    return Integer.parseInt(ready.join().group(2));
  }

  /** Id of its process on the device. */
  public long pid() {
    return Long.parseLong(ready.join().group(3));
  }

  /** Completes when the process has ended or can be seen no more. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Why it ended, for the user. Call it only once it has. */
  public UserException reason() {
    command.awaitExit(Duration.ofSeconds(2));
    if (!deviceAnswers()) {
      return new ConnectionLostException(shell.title(), null);
    }
    int exitCode = command.exitCode().orElse(-1);
    if (exitCode == KILLED || exitCode < 0) {
      return new UserException(
          "The agent on %s was killed, most likely for lack of memory: place fewer layers there, or use a device with more."
              .formatted(shell.title()));
    }
    if (exitCode == PORT_TAKEN) {
      return new UserException(
          "Data port %d on %s is taken by another program: choose another one for the device, or 0 for any that is free."
              .formatted(wantedDataPort, shell.title()));
    }
    String said = errors.last().orElseGet(this::lastLogLine);
    return new UserException(
        "The agent on %s ended (%s): deploy again; its log is ~/%s on the device."
            .formatted(shell.title(), withoutFullStop(said, exitCode), AgentCommand.LOG_FILE));
  }

  /** The process may be seen to end before the connection is, so it is tried. */
  private boolean deviceAnswers() {
    try {
      return shell.connected() && shell.run("true", new byte[0], ANSWER_LIMIT).ok();
    } catch (UserException e) {
      log.debug("{} does not answer any more", shell.title(), e);
      return false;
    }
  }

  private String lastLogLine() {
    try {
      CommandResult tail = shell.run("tail -n 1 " + AgentCommand.LOG_FILE + " 2>/dev/null");
      return tail.output().strip();
    } catch (UserException e) {
      log.debug("the log of {} cannot be read", shell.title(), e);
      return "";
    }
  }

  private static String withoutFullStop(String said, int exitCode) {
    if (said.isBlank()) {
      return "exit code " + exitCode;
    }
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  private void tell(String token) {
    try {
      command.input().write((token + "\n").getBytes(StandardCharsets.UTF_8));
      command.input().flush();
    } catch (IOException e) {
      throw reason();
    }
  }

  private void awaitReady() {
    try {
      CompletableFuture.anyOf(ready, ended).get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new UserException(
          "The agent on %s was not ready within %d s: see whether the device is overloaded, then deploy again."
              .formatted(shell.title(), START_LIMIT.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("interrupted");
    }
    if (!ready.isDone()) {
      throw reason();
    }
  }

  private void watch() {
    Thread watcher = new Thread(this::readOutput, "agent on " + shell.title());
    watcher.setDaemon(true);
    watcher.start();
  }

  private void readOutput() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(command.output(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(matcher);
        }
      }
    } catch (IOException e) {
      log.debug("the output of the agent on {} ended early", shell.title(), e);
    } finally {
      ended.complete(null);
    }
  }

  /**
   * Ends the process: first by ending its input, then, if it does not go and the device is still
   * there, by killing it. Returns when it is gone.
   */
  @Override
  public void close() {
    try {
      command.input().close();
    } catch (IOException e) {
      log.debug("the agent on {} was gone already", shell.title(), e);
    }
    boolean gone = command.awaitExit(STOP_LIMIT);
    command.close();
    if (!gone) {
      log.warn("the agent on {} did not stop by itself", shell.title());
    }
    if (ready.isDone() && shell.connected()) {
      makeSureItIsGone();
    }
  }

  private void makeSureItIsGone() {
    try {
      CommandResult result =
          shell.run(
              ("i=0; while kill -0 %1$d 2>/dev/null; do i=$((i + 1)); [ $i -gt 20 ] && kill -9 %1$d;"
                      + " sleep 0.1; [ $i -gt 50 ] && exit 1; done; exit 0")
                  .formatted(pid()));
      if (!result.ok()) {
        log.warn("process {} on {} is still there", pid(), shell.title());
      }
    } catch (UserException e) {
      log.debug("the device went while its agent stopped", e);
    }
  }
}
