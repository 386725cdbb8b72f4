package io.splitboard.solver.load;

/** Hears how a search for the smallest largest load goes, on threads of the solver's. */
@FunctionalInterface
public interface LoadListener {

  /** Nobody listens. */
  LoadListener NONE = (maxLoadMs, boundMs, seconds) -> {};

  /**
   * A better split or a better bound is known.
   *
   * @param maxLoadMs largest load of the best split so far; infinite while there is none
   * @param boundMs no split is better than this
   * @param seconds since the start
   */
  void improved(double maxLoadMs, double boundMs, double seconds);
}
