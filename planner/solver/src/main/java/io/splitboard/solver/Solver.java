package io.splitboard.solver;

import io.splitboard.core.Progress;

/** A method of choosing placements. */
public interface Solver {

  /**
   * Looks for the best partition until it is proved, the time is over or nobody wants it any more.
   * When cancelled, it returns the best that it has.
   *
   * @param listener hears of each better partition and bound, on a thread of the solver's
   * @throws io.splitboard.core.UserException if no partition keeps the constraints, naming them, or
   *     if none was found in time
   * @throws java.util.concurrent.CancellationException if cancelled before anything was found
   */
  Solution solve(Problem problem, SolveListener listener, Progress progress);
}
