package io.splitboard.solver;

import io.splitboard.core.partition.Partition;

/** Hears how a search goes. */
@FunctionalInterface
public interface SolveListener {

  /** Nobody listens. */
  SolveListener NONE = (incumbent, value, bound, seconds) -> {};

  /**
   * A better partition or a better bound is known.
   *
   * @param incumbent the best partition so far; null when only the bound moved
   * @param value its value in the objective's unit; infinite while there is none
   * @param bound no partition is better than this
   * @param seconds since the start
   */
  void improved(Partition incumbent, double value, double bound, double seconds);
}
