package io.splitboard.solver.preload;

/** Hears how a search goes, from a thread of the solver's. */
@FunctionalInterface
public interface PreloadListener {

  /** Nobody listens. */
  PreloadListener NONE = (deviceOf, value, bound, seconds) -> {};

  /**
   * A better assignment or a better bound is known.
   *
   * @param deviceOf device number of each layer; null when only the bound moved
   * @param value of the best so far, ms or J; infinite while there is none
   * @param bound no assignment is better than this
   * @param seconds since the start
   */
  void improved(int[] deviceOf, double value, double bound, double seconds);
}
