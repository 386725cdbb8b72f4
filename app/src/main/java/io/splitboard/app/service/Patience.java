package io.splitboard.app.service;

import io.splitboard.core.Progress;

/**
 * Passes a cancellation on only after a while, so that requests that are in flight when the user
 * ends a run still come back instead of being lost.
 */
final class Patience implements Progress {

  private final Progress progress;
  private final long nanos;
  private volatile long since;

  /** Waits so long from when the cancellation is first seen. */
  Patience(Progress progress, long milliseconds) {
    this.progress = progress;
    this.nanos = milliseconds * 1_000_000;
  }

  @Override
  public void report(String step, double fraction) {
    progress.report(step, fraction);
  }

  @Override
  public boolean cancelled() {
    if (!progress.cancelled()) {
      return false;
    }
    if (since == 0) {
      since = System.nanoTime();
    }
    return System.nanoTime() - since > nanos;
  }
}
