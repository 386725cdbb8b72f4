package io.splitboard.solver.explain;

import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.CriticalPath;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.hybrid.HybridSearch;
import io.splitboard.solver.simulated.Judge;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to say where one device came out best.
 *
 * @param distribute whether several devices would do noticeably better after all, with other
 *     placements than were asked for
 * @param sentence why, and what to do
 */
public record Distribution(boolean distribute, String sentence) {

  /** Gains below this are within what predictions can tell. */
  private static final double NOTICEABLE = 0.95;

  private static final double MIXED_SECONDS = 3;
  private static final double MOVES_SECONDS = 5;

  /**
   * The advice. Empty if the partition is on several devices, or nothing else keeps the
   * constraints. Takes some seconds.
   *
   * @param partition what was found to be best
   * @param mixed whether all kinds of placements were tried; otherwise they are now, briefly
   */
  public static Optional<Distribution> of(
      Problem problem, Partition partition, boolean mixed, Progress progress) {
    List<String> used = List.copyOf(partition.devices());
    if (used.size() != 1 || problem.cluster().devices().size() < 2) {
      return Optional.empty();
    }
    double alone = new Judge(problem).value(partition);
    if (!mixed) {
      SolveLimits brief = new SolveLimits(MIXED_SECONDS, 1, 0);
      Solution other =
          HybridSearch.from(List.of(partition))
              .solve(problem.with(brief), SolveListener.NONE, progress);
      if (other.value() < NOTICEABLE * alone && isDistributed(other.partition())) {
        return Optional.of(
            new Distribution(
                true,
                "Of whole layers all are best on %s (%s), but shared rows or channels reach %s: solve by the hybrid method."
                    .formatted(
                        used.get(0),
                        number(problem.objective(), alone),
                        number(problem.objective(), other.value()))));
      }
    }
    NextMoves moves = NextMoves.of(problem, partition, MOVES_SECONDS, progress);
    return moves.moves().stream()
        .filter(move -> isDistributed(move.partition()))
        .findFirst()
        .map(move -> sentence(problem, partition, used.get(0), moves, move))
        .map(reason -> new Distribution(false, "Do not distribute: " + reason));
  }

  private static boolean isDistributed(Partition partition) {
    return partition.devices().size() > 1;
  }

  private static String sentence(
      Problem problem, Partition alone, String device, NextMoves moves, Move move) {
    Objective objective = problem.objective();
    String start =
        "%s alone is at %s; of %d single changes that use a second device the best (%s) is at %s"
            .formatted(
                device,
                number(objective, moves.value()),
                moves.judged(),
                move.sentence(),
                number(objective, move.value()));
    if (objective != Objective.LATENCY) {
      return start + ".";
    }
    PathShares before = path(problem, alone);
    PathShares after = path(problem, move.partition());
    double savedMs = before.allComputeMs() - after.allComputeMs();
    double sendMs = after.allSendMs() - before.allSendMs();
    return start
        + String.format(
            Locale.ROOT,
            ": it %s %.2f ms of computing and sends for %.2f ms.",
            savedMs >= 0 ? "saves" : "adds",
            Math.abs(savedMs),
            sendMs);
  }

  private static PathShares path(Problem problem, Partition partition) {
    Program program =
        Compiler.compile(problem.network(), problem.cluster(), partition, problem.profile());
    Prediction prediction = Prediction.of(program, problem.cluster(), problem.profile());
    return PathShares.of(CriticalPath.of(program, prediction.single(), 0));
  }

  private static String number(Objective objective, double value) {
    return String.format(Locale.ROOT, "%.4g %s", value, objective.unit());
  }
}
