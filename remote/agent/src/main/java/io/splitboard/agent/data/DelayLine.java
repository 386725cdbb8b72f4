package io.splitboard.agent.data;

import io.splitboard.agent.PreciseWait;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things at their time, one after the other in the order in which they were given. */
final class DelayLine implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DelayLine.class);

  /** Something that can be interrupted. */
  interface Action {
    /** Does it. */
    void run() throws InterruptedException;
  }

  private record Due(long nanos, Action action) {}

  private final BlockingQueue<Due> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  DelayLine(String name) {
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Adds an action.
   *
   * @param atNanos when, by {@link System#nanoTime}; not before that of the action before
   */
  void add(long atNanos, Action action) {
    queue.add(new Due(atNanos, action));
  }

  private void work() {
    try {
      while (true) {
        Due next = queue.take();
        PreciseWait.until(next.nanos);
        next.action.run();
      }
    } catch (InterruptedException e) {
      log.debug("{} ends", thread.getName());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
