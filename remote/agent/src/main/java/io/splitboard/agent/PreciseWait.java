package io.splitboard.agent;

import java.util.concurrent.locks.LockSupport;

/** Waiting for a point in time as closely as the operating system allows. */
public final class PreciseWait {

  /** A parked thread wakes up to this much late; the rest is spun. */
  private static final long SPIN_NANOS = 150_000;

  private PreciseWait() {}

  /**
   * Returns when {@link System#nanoTime} has reached the deadline.
   *
   * @throws InterruptedException if interrupted before
   */
  public static void until(long deadlineNanos) throws InterruptedException {
    long left = deadlineNanos - System.nanoTime();
    while (left > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
      left = deadlineNanos - System.nanoTime();
    }
  }
}
