package io.splitboard.app.window.task;

/** A task that was started. */
public interface RunningTask {
  /** Asks the work to end as soon as it can. Calling it again, or after the end, does nothing. */
  void cancel();

  /** Whether the work has ended; its handlers may not have run yet. */
  boolean done();
}
