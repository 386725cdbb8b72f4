package io.splitboard.solver.load;

import io.splitboard.core.Progress;

/**
 * The best split and the best bound that the searches of one call know, the clock that they share,
 * and whether they are still wanted. Safe to use from several threads.
 */
final class Incumbent {

  private final LoadListener listener;
  private final Progress progress;
  private final long startNanos = System.nanoTime();
  private final long endNanos;
  private final double msPerTick;
  private final double gap;
  private int[] onByNode;
  private long value = Long.MAX_VALUE;
  private long bound;

  Incumbent(
      double msPerTick,
      double timeLimitSeconds,
      double gap,
      LoadListener listener,
      Progress progress) {
    this.gap = Math.max(gap, LoadSolution.PROVED);
    this.msPerTick = msPerTick;
    this.listener = listener;
    this.progress = progress;
    this.endNanos = startNanos + (long) (Math.min(1e9, timeLimitSeconds) * 1e9);
  }

  /** Takes a split if it is allowed and better. */
  void offer(Items items, int[] on) {
    if (on == null || !items.feasible(on)) {
      return;
    }
    long most = Items.most(items.loads(on));
    synchronized (this) {
      if (most < value) {
        value = most;
        onByNode = items.byNode(on);
        tell();
      }
    }
  }

  /** Takes what was proved: no split has a smaller largest load. */
  synchronized void prove(long ticks) {
    if (ticks > bound) {
      bound = Math.min(ticks, value);
      tell();
    }
  }

  private void tell() {
    double valueMs = value == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : value * msPerTick;
    listener.improved(valueMs, bound * msPerTick, seconds());
  }

  /** Device of each node; null while there is no split. */
  synchronized int[] onByNode() {
    return onByNode;
  }

  synchronized long value() {
    return value;
  }

  synchronized long bound() {
    return bound;
  }

  /** Whether value and bound are as close as is wanted. */
  synchronized boolean proved() {
    return value != Long.MAX_VALUE && value - bound <= gap * value;
  }

  /** Whether searches should end. */
  boolean over() {
    return System.nanoTime() - endNanos > 0 || progress.cancelled() || proved();
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  double secondsLeft() {
    return Math.max(0, (endNanos - System.nanoTime()) / 1e9);
  }
}
