package io.splitboard.solver.hybrid;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Constraints;
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
   * pipelines without the limits that they do not know, where there are limits also without any:
   * what they find is a place to start from all the same.
   *
   * @param seconds for all of them together; what one leaves is for those after it
   * @param found takes partitions that methods find
   */
  static void ask(Problem problem, double seconds, Progress progress, Consumer<Partition> found) {
    long startNanos = System.nanoTime();
    List<Question> questions = questions(problem);
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      progress.report("Asking " + question.solver.getClass().getSimpleName(), -1);
      double left = Math.max(0.02 * seconds, seconds - (System.nanoTime() - startNanos) / 1e9);
      Problem asked = within(question.problem, left / (questions.size() - i));
      try {
        ask(question.solver, asked, progress).forEach(found);
      } catch (UserException e) {
        // A method that has no answer here leaves the others theirs.
        continue;
      } catch (CancellationException e) {
        return;
      }
    }
  }

  /** What a method is asked. */
  private record Question(Solver solver, Problem problem) {}

  private static List<Question> questions(Problem problem) {
    boolean bytes =
        problem.objective() == Objective.BYTES || problem.objective() == Objective.MEMORY;
    Problem timed = bytes ? problem.with(Objective.LATENCY) : problem;
    List<Question> questions = new ArrayList<>();
    questions.add(new Question(new LayerAssignment(), timed));
    if (problem.objective() == Objective.THROUGHPUT) {
      questions.addAll(pipelines(problem, new ReplicatedPipeline()));
      if (!problem.profile().codecs().costs().isEmpty()) {
        questions.addAll(pipelines(problem, new ReplicatedPipeline(packed(problem))));
      }
    } else {
      questions.add(new Question(new PreloadAssignment(LoadingMode.AHEAD), timed));
    }
    for (Solver splitting :
        List.of(new RowsWithOverlap(), new ChannelSplit(), RowsWithOverlap.fusing())) {
      questions.add(new Question(splitting, problem));
    }
    return questions;
  }

  private static List<Question> pipelines(Problem problem, Solver pipeline) {
    Constraints known = problem.constraints().withoutLinkBudgets();
    Question limited = new Question(pipeline, problem.with(known));
    return known.hasLimits()
        ? List.of(limited, new Question(pipeline, problem.with(known.withoutLimits())))
        : List.of(limited);
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
