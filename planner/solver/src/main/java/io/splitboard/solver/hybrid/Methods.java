package io.splitboard.solver.hybrid;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.LinkPacking;
import io.splitboard.solver.pipeline.PipelineOptions;
import io.splitboard.solver.pipeline.ReplicatedPipeline;
import io.splitboard.solver.rows.RowsWithOverlap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What each method alone finds, to start from. */
final class Methods {

  private Methods() {}

  /**
   * Asks all methods in turn. Those that do not know the objective are asked for a time, and
   * pipelines without limits: what they find is a place to start from all the same.
   *
   * @param seconds for all of them together
   * @param found takes each partition that a method finds
   */
  static void ask(Problem problem, double seconds, Progress progress, Consumer<Partition> found) {
    List<Solver> solvers =
        new ArrayList<>(List.of(new LayerAssignment(), new RowsWithOverlap(), new ChannelSplit()));
    if (problem.objective() == Objective.THROUGHPUT) {
      solvers.add(1, new ReplicatedPipeline(packed(problem)));
    } else {
      solvers.add(RowsWithOverlap.fusing());
    }
    for (Solver solver : solvers) {
      progress.report("Asking " + solver.getClass().getSimpleName(), -1);
      Problem asked = known(problem, solver);
      try {
        AtomicReference<Partition> chain = new AtomicReference<>();
        SolveListener listener =
            (incumbent, value, bound, at) -> {
              if (incumbent != null && incumbent.replicas().isEmpty()) {
                chain.set(incumbent);
              }
            };
        Partition partition =
            solver.solve(within(asked, seconds / solvers.size()), listener, progress).partition();
        if (!partition.replicas().isEmpty() && chain.get() != null) {
          // What is best by its model need not be so with all waiting in it.
          found.accept(chain.get());
        }
        found.accept(partition);
      } catch (UserException e) {
        // A method that has no answer here leaves the others theirs.
        continue;
      } catch (CancellationException e) {
        return;
      }
    }
  }

  private static Problem known(Problem problem, Solver solver) {
    if (solver instanceof ReplicatedPipeline) {
      return problem.with(problem.constraints().withoutLimits());
    }
    boolean bytes =
        problem.objective() == Objective.BYTES || problem.objective() == Objective.MEMORY;
    return solver instanceof LayerAssignment && bytes ? problem.with(Objective.LATENCY) : problem;
  }

  /** With links that pack where it was measured what that brings. */
  private static PipelineOptions packed(Problem problem) {
    return problem.profile().codecs().costs().isEmpty()
        ? PipelineOptions.DEFAULT
        : PipelineOptions.DEFAULT.packedBy(
            LinkPacking.measured(problem.cluster(), problem.profile().codecs()));
  }

  private static Problem within(Problem problem, double seconds) {
    SolveLimits limits = problem.limits();
    return problem.with(new SolveLimits(seconds, limits.threads(), limits.gap()));
  }
}
