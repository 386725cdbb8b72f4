package io.splitboard.app.window.task;

import java.util.concurrent.Executor;

/** Decides on which threads tasks and their handlers run. */
public interface TaskRunner {
  /** Starts a task. */
  <T> RunningTask run(BackgroundTask<T> task);

  /** Where handlers run: the window's thread. */
  Executor window();

  /** Where blocking work runs. */
  Executor background();
}
