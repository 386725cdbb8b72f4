package io.splitboard.app.window.task;

import java.util.concurrent.Executor;

/** Runs everything at once on the calling thread, so that tests of view-models need no waiting. */
public final class SameThreadRunner implements TaskRunner {
  @Override
  public <T> RunningTask run(BackgroundTask<T> task) {
    Execution<T> execution = new Execution<>(task, window());
    execution.run();
    return execution;
  }

  @Override
  public Executor window() {
    return Runnable::run;
  }

  @Override
  public Executor background() {
    return Runnable::run;
  }
}
