package io.splitboard.solver.simulated;

import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;

/**
 * Another method, whose partitions are valued by simulation: what a user would see. Of all that the
 * method finds, the one with the best simulated value is taken. The bound stays the method's, which
 * may leave costs out; the result is {@code OPTIMAL} only where its simulated value meets it.
 *
 * @param method whose values are of its own model
 */
public record Simulated(Solver method) implements Solver {

  /** A simulated stream begins and ends: its mean period is only so near to the model's. */
  private static final double SAME = 1e-3;

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    Run run = new Run(new Judge(problem), listener);
    Solution solution = method.solve(problem, run, progress);
    return run.conclude(problem, solution);
  }

  /** One search. Its fields are touched by the method's threads, one at a time. */
  private static final class Run implements SolveListener {

    private final Judge judge;
    private final SolveListener listener;
    private Partition best;
    private double bestValue = Double.POSITIVE_INFINITY;

    Run(Judge judge, SolveListener listener) {
      this.judge = judge;
      this.listener = listener;
    }

    @Override
    public synchronized void improved(
        Partition incumbent, double value, double bound, double seconds) {
      boolean better = incumbent != null && take(incumbent);
      listener.improved(better ? best : null, bestValue, Math.min(bound, bestValue), seconds);
    }

    private boolean take(Partition partition) {
      double value = judge.value(partition);
      if (value >= bestValue) {
        return false;
      }
      best = partition;
      bestValue = value;
      return true;
    }

    synchronized Solution conclude(Problem problem, Solution solution) {
      double value = judge.value(solution.partition());
      if (!(value < Double.POSITIVE_INFINITY)) {
        // Its own model knows better what it asks for.
        return solution;
      }
      // Among equals the method's last word counts: it may send less.
      boolean last = value <= bestValue * (1 + SAME);
      double told = last ? value : bestValue;
      double bound = Math.min(told, solution.bound());
      boolean met = told - bound <= Math.max(SAME, problem.limits().gap()) * told;
      Solution.Status status =
          met && solution.status() == Solution.Status.OPTIMAL
              ? Solution.Status.OPTIMAL
              : Solution.Status.FEASIBLE;
      return new Solution(
          last ? solution.partition() : best, told, bound, status, solution.seconds());
    }
  }
}
