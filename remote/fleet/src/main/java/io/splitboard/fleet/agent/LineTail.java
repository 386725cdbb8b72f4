package io.splitboard.fleet.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a stream to its end and keeps its last lines. */
final class LineTail {

  private static final Logger log = LoggerFactory.getLogger(LineTail.class);
  private static final int KEPT = 20;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread thread;

  private LineTail(InputStream in) {
    thread = new Thread(() -> readAll(in), "agent errors");
    thread.setDaemon(true);
  }

  /** Starts to read. */
  static LineTail of(InputStream in) {
    LineTail tail = new LineTail(in);
    tail.thread.start();
    return tail;
  }

  /** The last line that says something, once the stream has ended or a second has passed. */
  Optional<String> last() {
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lines) {
      return Optional.ofNullable(lines.peekLast());
    }
  }

  private void readAll(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          keep(line.strip());
        }
      }
    } catch (IOException e) {
      log.debug("the errors of an agent ended early", e);
    }
  }

  private void keep(String line) {
    synchronized (lines) {
      lines.addLast(line);
      if (lines.size() > KEPT) {
        lines.removeFirst();
      }
    }
  }
}
