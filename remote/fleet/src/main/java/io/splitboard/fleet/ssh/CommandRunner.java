package io.splitboard.fleet.ssh;

import io.splitboard.core.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a started command to its end and keeps what it prints. */
final class CommandRunner {

  private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);
  private static final int KEPT_BYTES = 1 << 20;

  private CommandRunner() {}

  static CommandResult finish(String title, RunningCommand command, byte[] input, Duration limit) {
    try (command) {
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> text(command.errors()), CommandRunner::thread);
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(() -> text(command.output()), CommandRunner::thread);
      feed(command, input);
      if (!command.awaitExit(limit)) {
        throw new UserException(
            "%s did not answer within %d s: see whether it is overloaded, then try again."
                .formatted(title, limit.toSeconds()));
      }
      return new CommandResult(command.exitCode().orElse(-1), output.join(), errors.join());
    }
  }

  private static void feed(RunningCommand command, byte[] input) {
    try (OutputStream out = command.input()) {
      out.write(input);
    } catch (IOException e) {
      log.debug("a command ended without reading all of its input", e);
    }
  }

  private static String text(InputStream in) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        kept.write(buffer, 0, Math.min(n, KEPT_BYTES - kept.size()));
      }
    } catch (IOException e) {
      log.debug("the output of a command ended early", e);
    }
    return kept.toString(StandardCharsets.UTF_8);
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "command output");
    thread.setDaemon(true);
    thread.start();
  }
}
