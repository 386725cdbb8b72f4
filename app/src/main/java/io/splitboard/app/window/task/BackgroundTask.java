package io.splitboard.app.window.task;

import io.splitboard.core.Progress;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Work that must not hold up the window, with what follows from it. The work runs where the {@link
 * TaskRunner} says; every handler runs on the window's thread, so handlers may touch properties.
 *
 * <pre>{@code
 * BackgroundTask.of("Solve", progress -> new Solving(workspace).solve(design, choice, limits, listener, progress))
 *     .onSuccess(this::show)
 *     .onFailure(sentence::set)
 *     .start(runner);
 * }</pre>
 *
 * @param <T> what the work makes
 */
public final class BackgroundTask<T> {
  /**
   * Blocking work. It may throw anything; a cancelled task throws {@code CancellationException}.
   */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work, reporting to and asking {@code progress} on its way. */
    T run(Progress progress) throws Exception;
  }

  private final String title;
  private final Work<T> work;
  private BiConsumer<String, Double> progressHandler = (step, fraction) -> {};
  private Consumer<T> successHandler = value -> {};
  private Consumer<String> failureHandler = sentence -> {};
  private Runnable cancelledHandler = () -> {};
  private Runnable finishedHandler = () -> {};
  private boolean interruptible = true;

  private BackgroundTask(String title, Work<T> work) {
    this.title = title;
    this.work = work;
  }

  /** A task with a title of a few words, for the log and for progress. */
  public static <T> BackgroundTask<T> of(String title, Work<T> work) {
    return new BackgroundTask<>(title, work);
  }

  /**
   * Called with the step and its fraction, 0 to 1 or negative where unknown; reports may be
   * skipped.
   */
  public BackgroundTask<T> onProgress(BiConsumer<String, Double> handler) {
    progressHandler = handler;
    return this;
  }

  /** Called with the result. */
  public BackgroundTask<T> onSuccess(Consumer<T> handler) {
    successHandler = handler;
    return this;
  }

  /** Called with one sentence for the user; the log has the cause. */
  public BackgroundTask<T> onFailure(Consumer<String> handler) {
    failureHandler = handler;
    return this;
  }

  /** Called instead of success and failure when the task was cancelled. */
  public BackgroundTask<T> onCancelled(Runnable handler) {
    cancelledHandler = handler;
    return this;
  }

  /** Called last, whatever happened. */
  public BackgroundTask<T> onFinished(Runnable handler) {
    finishedHandler = handler;
    return this;
  }

  /**
   * Cancelling does not interrupt the thread: the work looks at its {@link Progress} and still
   * gives a result, as a run does that goes on until it is told to end.
   */
  public BackgroundTask<T> endingItself() {
    interruptible = false;
    return this;
  }

  /** Starts the task. */
  public RunningTask start(TaskRunner runner) {
    return runner.run(this);
  }

  boolean interruptible() {
    return interruptible;
  }

  String title() {
    return title;
  }

  Work<T> work() {
    return work;
  }

  void progressed(String step, double fraction) {
    progressHandler.accept(step, fraction);
  }

  void succeeded(T value) {
    finishing(() -> successHandler.accept(value));
  }

  void failed(String sentence) {
    finishing(() -> failureHandler.accept(sentence));
  }

  void cancelled() {
    finishing(cancelledHandler);
  }

  private void finishing(Runnable handler) {
    try {
      handler.run();
    } finally {
      finishedHandler.run();
    }
  }
}
