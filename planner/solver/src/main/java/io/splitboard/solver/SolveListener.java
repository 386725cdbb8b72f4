package io.splitboard.solver;

import io.splitboard.core.partition.Partition;

/** Hears how a search goes. */
@FunctionalInterface
public interface SolveListener {

  /** Nobody listens. */
  SolveListener NONE = (incumbent, valueMs, boundMs, seconds) -> {};

  /**
   * A better partition or a better bound is known.
   *
   * @param incumbent the best partition so far; null when only the bound moved
   * @param valueMs its value; infinite while there is none
   * @param boundMs no partition is better than this
   * @param seconds since the start
   */
  void improved(Partition incumbent, double valueMs, double boundMs, double seconds);
}
