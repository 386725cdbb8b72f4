package io.splitboard.solver.explain;

import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import io.splitboard.solver.simulated.Judge;
import io.splitboard.solver.simulated.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a single change would bring: all of {@link Moves}, each judged by simulation.
 *
 * @param value of the partition as it is; infinite if it breaks a constraint
 * @param moves those that keep all constraints, best first
 * @param judged how many were tried
 */
public record NextMoves(double value, List<Move> moves, int judged) {

  /** Copies the list. */
  public NextMoves {
    moves = List.copyOf(moves);
  }

  /** Tries all changes to a partition; stops where it is when cancelled. */
  public static NextMoves of(Problem problem, Partition at, Progress progress) {
    Judge judge = new Judge(problem);
    double value = judge.value(at);
    Map<Partition, String> all = Moves.of(problem, at);
    List<Move> moves = new ArrayList<>();
    int judged = 0;
    for (Map.Entry<Partition, String> one : all.entrySet()) {
      if (progress.cancelled()) {
        break;
      }
      progress.report("Trying single changes", (double) judged / all.size());
      Verdict verdict = judge.verdict(one.getKey());
      judged++;
      if (verdict.legal()) {
        double gain = value - verdict.value();
        moves.add(new Move(one.getValue(), one.getKey(), verdict.value(), gain));
      }
    }
    moves.sort(Comparator.comparingDouble(Move::value));
    return new NextMoves(value, moves, judged);
  }

  /** The best one, if it gains more than a ten-thousandth of the value. */
  public java.util.Optional<Move> best() {
    return moves.stream().limit(1).filter(move -> move.gain() > 1e-4 * move.value()).findFirst();
  }
}
