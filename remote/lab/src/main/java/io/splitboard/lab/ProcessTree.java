package io.splitboard.lab;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a process and all that it started. */
final class ProcessTree {

  private static final Logger log = LoggerFactory.getLogger(ProcessTree.class);
  private static final long GRACE_MS = 2_000;

  private ProcessTree() {}

  /**
   * Asks a process and its descendants to end (SIGTERM), and ends those that have not done so
   * within two seconds (SIGKILL). Returns when none is alive.
   */
  static void end(Process root) {
    List<ProcessHandle> handles =
        Stream.concat(root.descendants(), Stream.of(root.toHandle())).toList();
    handles.forEach(ProcessHandle::destroy);
    if (!ended(handles)) {
      handles.stream()
          .flatMap(handle -> Stream.concat(handle.descendants(), Stream.of(handle)))
          .distinct()
          .forEach(ProcessHandle::destroyForcibly);
      if (!ended(handles)) {
        log.warn("processes {} did not end", handles);
      }
    }
  }

  private static boolean ended(List<ProcessHandle> handles) {
    CompletableFuture<?>[] exits =
        handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(GRACE_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      log.warn("waiting for processes", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
