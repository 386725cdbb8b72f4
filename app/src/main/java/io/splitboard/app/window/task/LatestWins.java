package io.splitboard.app.window.task;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Computes off the window's thread what is asked for again and again, such as predictions during a
 * drag. At most one computation runs and at most one waits; a newer request replaces the waiting
 * one, and a result is shown only if nothing newer was asked for meanwhile.
 *
 * @param <T> what is computed
 */
public final class LatestWins<T> {
  private record Request<T>(
      long number, Callable<T> work, Consumer<T> shown, Consumer<String> failed) {}

  private final String title;
  private final TaskRunner runner;
  private Request<T> waiting;
  private boolean running;
  private long newest;

  /**
   * Makes a scheduler.
   *
   * @param title what is computed, for the log
   */
  public LatestWins(String title, TaskRunner runner) {
    this.title = title;
    this.runner = runner;
  }

  /**
   * Asks for a computation.
   *
   * @param shown gets the result on the window's thread
   * @param failed gets a sentence on the window's thread
   */
  public void submit(Callable<T> work, Consumer<T> shown, Consumer<String> failed) {
    synchronized (this) {
      waiting = new Request<>(++newest, work, shown, failed);
      if (running) {
        return;
      }
      running = true;
    }
    runner.background().execute(this::drain);
  }

  /** Forgets what waits and drops what runs. */
  public synchronized void drop() {
    newest++;
    waiting = null;
  }

  private void drain() {
    for (Request<T> request = next(); request != null; request = next()) {
      compute(request);
    }
  }

  private synchronized Request<T> next() {
    Request<T> request = waiting;
    waiting = null;
    running = request != null;
    return request;
  }

  private void compute(Request<T> request) {
    try {
      T value = request.work().call();
      show(request, () -> request.shown().accept(value));
    } catch (Exception failure) {
      String sentence = Sentences.of(title, failure);
      show(request, () -> request.failed().accept(sentence));
    }
  }

  private void show(Request<T> request, Runnable handler) {
    runner
        .window()
        .execute(
            () -> {
              if (isNewest(request)) {
                handler.run();
              }
            });
  }

  private synchronized boolean isNewest(Request<T> request) {
    return request.number() == newest;
  }
}
