package io.splitboard.solver.hybrid;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.Solver;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.LinkPacking;
import io.splitboard.solver.pipeline.PipelineOptions;
import io.splitboard.solver.pipeline.ReplicatedPipeline;
import io.splitboard.solver.preload.LoadingMode;
import io.splitboard.solver.preload.PreloadAssignment;
import io.splitboard.solver.rows.RowsWithOverlap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** What each method alone finds, to start from. */
final class Methods {

  /**
   * Of each method also the last partitions before the best by its model: by simulation, with all
   * waiting in it, one of these may be better. A chain is among those before a chain of teams.
   */
  private static final int KEPT = 6;

  private Methods() {}

  /**
   * Asks all methods in turn. Those that do not know the objective are asked for a time, and
   * pipelines without limits: what they find is a place to start from all the same.
   *
   * @param seconds for all of them together; what one leaves is for those after it
   * @param found takes partitions that methods find
   */
  static void ask(Problem problem, double seconds, Progress progress, Consumer<Partition> found) {
    long startNanos = System.nanoTime();
    List<Solver> solvers = solvers(problem);
    for (int i = 0; i < solvers.size(); i++) {
      Solver solver = solvers.get(i);
      progress.report("Asking " + solver.getClass().getSimpleName(), -1);
      double left = Math.max(0.02 * seconds, seconds - (System.nanoTime() - startNanos) / 1e9);
      Problem asked = within(known(problem, solver), left / (solvers.size() - i));
      try {
        ask(solver, asked, progress).forEach(found);
      } catch (UserException e) {
        // A method that has no answer here leaves the others theirs.
        continue;
      } catch (CancellationException e) {
        return;
      }
    }
  }

  private static List<Solver> solvers(Problem problem) {
    List<Solver> solvers = new ArrayList<>(List.of(new LayerAssignment()));
    if (problem.objective() == Objective.THROUGHPUT) {
      solvers.add(new ReplicatedPipeline());
      if (!problem.profile().codecs().costs().isEmpty()) {
        solvers.add(new ReplicatedPipeline(packed(problem)));
      }
    } else {
      solvers.add(new PreloadAssignment(LoadingMode.AHEAD));
    }
    solvers.addAll(List.of(new RowsWithOverlap(), new ChannelSplit(), RowsWithOverlap.fusing()));
    return solvers;
  }

  /** The best by the method's model, and those that it knew before. */
  private static List<Partition> ask(Solver solver, Problem problem, Progress progress) {
    Deque<Partition> known = new ArrayDeque<>();
    Partition best =
        solver
            .solve(
                problem,
                (incumbent, value, bound, at) -> {
                  if (incumbent != null) {
                    keep(known, incumbent);
                  }
                },
                progress)
            .partition();
    synchronized (known) {
      List<Partition> all = new ArrayList<>(known);
      all.add(best);
      return all;
    }
  }

  /** Solvers tell from threads of their own. */
  private static void keep(Deque<Partition> known, Partition incumbent) {
    synchronized (known) {
      known.addLast(incumbent);
      if (known.size() > KEPT) {
        known.removeFirst();
      }
    }
  }

  private static Problem known(Problem problem, Solver solver) {
    if (solver instanceof ReplicatedPipeline) {
      return problem.with(problem.constraints().withoutLimits());
    }
    boolean bytes =
        problem.objective() == Objective.BYTES || problem.objective() == Objective.MEMORY;
    boolean whole = solver instanceof LayerAssignment || solver instanceof PreloadAssignment;
    return whole && bytes ? problem.with(Objective.LATENCY) : problem;
  }

  /** With links that pack where it was measured what that brings. */
  private static PipelineOptions packed(Problem problem) {
    return PipelineOptions.DEFAULT.packedBy(
        LinkPacking.measured(problem.cluster(), problem.profile().codecs()));
  }

  private static Problem within(Problem problem, double seconds) {
    SolveLimits limits = problem.limits();
    return problem.with(new SolveLimits(seconds, limits.threads(), limits.gap()));
  }
}
