package io.splitboard.app.window.task;

import io.splitboard.core.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/** One run of a task: work on the calling thread, handlers on the window's. */
final class Execution<T> implements RunningTask, Progress {
  private record Report(String step, double fraction) {}

  private final BackgroundTask<T> task;
  private final Executor window;
  private final AtomicReference<Report> waiting = new AtomicReference<>();
  private volatile boolean cancelled;
  private volatile boolean done;
  private volatile Thread worker;

  Execution(BackgroundTask<T> task, Executor window) {
    this.task = task;
    this.window = window;
  }

  void run() {
    worker = Thread.currentThread();
    Runnable end = outcome();
    synchronized (this) {
      worker = null;
      done = true;
      // An interrupt that came too late must not hit the thread's next task.
      Thread.interrupted();
    }
    window.execute(end);
  }

  private Runnable outcome() {
    try {
      check();
      T value = task.work().run(this);
      return () -> task.succeeded(value);
    } catch (CancellationException | InterruptedException stopped) {
      return task::cancelled;
    } catch (Exception | LinkageError | OutOfMemoryError failure) {
      if (cancelled) {
        return task::cancelled;
      }
      String sentence = Sentences.of(task.title(), failure);
      return () -> task.failed(sentence);
    }
  }

  /** Reports that come faster than the window takes them replace each other. */
  @Override
  public void report(String step, double fraction) {
    if (waiting.getAndSet(new Report(step, fraction)) == null) {
      window.execute(
          () -> {
            Report report = waiting.getAndSet(null);
            if (report != null) {
              task.progressed(report.step(), report.fraction());
            }
          });
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    if (task.interruptible() && worker != null && worker != Thread.currentThread()) {
      worker.interrupt();
    }
  }

  @Override
  public boolean done() {
    return done;
  }
}
