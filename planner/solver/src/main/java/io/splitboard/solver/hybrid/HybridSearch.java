package io.splitboard.solver.hybrid;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.rows.RowsWithOverlap;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Looks for the best partition of any kind: starts from what each method finds and from every
 * single device, so it is never worse than any of them, and then changes stretches of layers. All
 * values are those of the simulator.
 *
 * <p>A heuristic: the bound holds for every placement (see {@link Judge#perfectMs}) but is seldom
 * reached, so most results are {@code FEASIBLE}.
 */
public final class HybridSearch implements Solver {

  private static final double METHODS_SHARE = 0.4;
  private static final long SEED = 1;

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    Run run = new Run(problem, listener, progress);
    run.trySingleDevices();
    run.tryMethods();
    run.improve();
    return run.conclude();
  }

  /** One search. */
  private static final class Run {

    private final Problem problem;
    private final SolveListener listener;
    private final Progress progress;
    private final Judge judge;
    private final double boundMs;
    private final long startNanos = System.nanoTime();
    private Partition best;
    private double bestMs = Double.POSITIVE_INFINITY;

    Run(Problem problem, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.listener = listener;
      this.progress = progress;
      this.judge = new Judge(problem);
      this.boundMs = Judge.perfectMs(problem);
    }

    void trySingleDevices() {
      for (String device : problem.cluster().deviceIds()) {
        consider(Partition.onOneDevice(problem.network(), device));
      }
    }

    void tryMethods() {
      List<Solver> methods = new ArrayList<>(List.of(new LayerAssignment(), new RowsWithOverlap()));
      for (Solver method : methods) {
        double seconds = METHODS_SHARE * problem.limits().timeLimitSeconds() / methods.size();
        progress.report("Asking " + method.getClass().getSimpleName(), -1);
        try {
          SolveLimits limits =
              new SolveLimits(seconds, problem.limits().threads(), problem.limits().gap());
          Problem limited =
              new Problem(
                  problem.network(),
                  problem.cluster(),
                  problem.profile(),
                  problem.objective(),
                  problem.constraints(),
                  limits);
          consider(method.solve(limited, SolveListener.NONE, progress).partition());
        } catch (UserException e) {
          // A method that has no answer here leaves the others theirs.
          continue;
        } catch (CancellationException e) {
          return;
        }
      }
    }

    /** Random changes that are kept if they are no worse, so that it can walk along plateaus. */
    void improve() {
      if (best == null) {
        return;
      }
      progress.report("Changing stretches of layers", -1);
      Neighbourhood neighbourhood = new Neighbourhood(problem, SEED);
      Partition at = best;
      double atMs = bestMs;
      while (!over() && bestMs > boundMs * (1 + problem.limits().gap())) {
        Partition next = neighbourhood.near(at);
        double nextMs = consider(next);
        if (nextMs <= atMs) {
          at = next;
          atMs = nextMs;
        }
      }
    }

    private double consider(Partition partition) {
      double valueMs = judge.valueMs(partition);
      if (valueMs < bestMs) {
        best = partition;
        bestMs = valueMs;
        listener.improved(best, bestMs, boundMs, seconds());
      }
      return valueMs;
    }

    private boolean over() {
      return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
    }

    private double seconds() {
      return (System.nanoTime() - startNanos) / 1e9;
    }

    Solution conclude() {
      if (best == null) {
        throw new UserException(
            "No partition keeps the constraints on this cluster: allow more memory, or remove pins"
                + " and exclusions.");
      }
      boolean proved = bestMs <= boundMs * (1 + problem.limits().gap());
      Solution.Status status = proved ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE;
      return new Solution(best, bestMs, boundMs, status, seconds());
    }
  }
}
