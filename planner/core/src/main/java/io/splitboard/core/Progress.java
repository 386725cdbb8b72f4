package io.splitboard.core;

/** How long work tells its caller where it is, and learns that it is no longer wanted. */
public interface Progress {

  /** Nobody listens and nobody cancels. */
  Progress NONE = (step, fraction) -> {};

  /**
   * Tells where the work is.
   *
   * @param step what is being done, in a few words
   * @param fraction done so far, 0 to 1; negative where it is not known
   */
  void report(String step, double fraction);

  /** Whether the work should stop as soon as it can, leaving nothing half-done. */
  default boolean cancelled() {
    return false;
  }

  /**
   * Stops the calling work if it is no longer wanted.
   *
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  default void check() {
    if (cancelled()) {
      throw new java.util.concurrent.CancellationException("cancelled");
    }
  }
}
