package io.splitboard.solver.explain;

import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import io.splitboard.solver.simulated.Judge;
import io.splitboard.solver.simulated.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a single change would bring: all of {@link Moves}, each judged by simulation.
 *
 * @param value of the partition as it is; infinite if it breaks a constraint
 * @param moves those that keep all constraints, best first
 * @param judged how many were tried
 * @param complete whether these are all, or time was over before
 */
public record NextMoves(double value, List<Move> moves, int judged, boolean complete) {

  /** Copies the list. */
  public NextMoves {
    moves = List.copyOf(moves);
  }

  /**
   * Tries all changes to a partition, those at boundaries first.
   *
   * @param seconds after which it is content with those that it has; so it is when cancelled
   */
  public static NextMoves of(Problem problem, Partition at, double seconds, Progress progress) {
    long startNanos = System.nanoTime();
    Judge judge = new Judge(problem);
    double value = judge.value(at);
    List<Moves.Candidate> all = Moves.of(problem, at);
    Set<Partition> seen = new HashSet<>(Set.of(at));
    List<Move> moves = new ArrayList<>();
    int tried = 0;
    for (Moves.Candidate one : all) {
      if (progress.cancelled() || (System.nanoTime() - startNanos) / 1e9 > seconds) {
        break;
      }
      progress.report("Trying single changes", (double) tried / all.size());
      tried++;
      Partition partition = one.partition().get();
      if (seen.add(partition)) {
        Verdict verdict = judge.verdict(partition);
        if (verdict.legal()) {
          double gain = value - verdict.value();
          moves.add(new Move(one.sentence(), partition, verdict.value(), gain));
        }
      }
    }
    moves.sort(Comparator.comparingDouble(Move::value));
    return new NextMoves(value, moves, seen.size() - 1, tried == all.size());
  }

  /** The best one, if it gains more than a ten-thousandth of the value. */
  public Optional<Move> best() {
    return moves.stream().limit(1).filter(move -> move.gain() > 1e-4 * move.value()).findFirst();
  }
}
