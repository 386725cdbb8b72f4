package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.simulation.Bottleneck;
import io.splitboard.core.simulation.CriticalPath;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.solver.Problem;
import io.splitboard.solver.explain.NextMoves;
import io.splitboard.solver.explain.PathShares;

/**
 * Why a partition is as it is, by prediction.
 *
 * @param criticalPath of a lone request
 * @param path where its time goes
 * @param bottleneck of a stream
 * @param moves what single changes would bring
 */
public record Explanation(
    CriticalPath criticalPath, PathShares path, Bottleneck bottleneck, NextMoves moves) {

  private static final double MOVES_SECONDS = 60;

  /** Explains a partition that can be carried out. */
  public static Explanation of(Problem problem, Partition partition, Progress progress) {
    Prediction prediction =
        Prediction.of(problem.network(), problem.cluster(), problem.profile(), partition);
    CriticalPath path = CriticalPath.of(prediction.program(), prediction.single(), 0);
    return new Explanation(
        path,
        PathShares.of(path),
        Bottleneck.of(prediction, problem.cluster().contention()),
        NextMoves.of(problem, partition, MOVES_SECONDS, progress));
  }
}
