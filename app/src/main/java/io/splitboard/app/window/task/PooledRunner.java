package io.splitboard.app.window.task;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on threads of its own and handlers on the window's thread. */
public final class PooledRunner implements TaskRunner, AutoCloseable {
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService pool;
  private final Executor window;

  /**
   * Makes a runner.
   *
   * @param window runs handlers, usually {@code Platform::runLater}
   */
  public PooledRunner(Executor window) {
    this.window = window;
    pool =
        Executors.newCachedThreadPool(
            work -> {
              String name = "splitboard-task-" + count.incrementAndGet();
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public <T> RunningTask run(BackgroundTask<T> task) {
    Execution<T> execution = new Execution<>(task, window);
    pool.execute(execution::run);
    return execution;
  }

  @Override
  public Executor window() {
    return window;
  }

  @Override
  public Executor background() {
    return pool;
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
