package io.splitboard.solver.pipeline;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Violation;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.simulated.Judge;
import java.util.List;

/**
 * The preset of {@link AuthorCuts} on given devices: nothing is searched, so it is never proved.
 *
 * @param devices in the order of the stages: 4, 6 or 8
 */
public record HandCut(List<String> devices) implements Solver {

  /** Copies the list. */
  public HandCut {
    devices = List.copyOf(devices);
  }

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    long startNanos = System.nanoTime();
    Cluster cluster = problem.cluster();
    for (String device : devices) {
      if (!cluster.deviceIds().contains(device)) {
        throw new UserException(
            "The cluster has no device %s to put a stage on: choose from %s."
                .formatted(device, String.join(", ", cluster.deviceIds())));
      }
    }
    StagePlan plan = AuthorCuts.of(problem.network(), devices);
    Partition partition = plan.partition(problem.network());
    List<Violation> violations =
        Legality.check(problem.network(), cluster, problem.constraints(), partition);
    if (!violations.isEmpty()) {
      throw new UserException(violations.get(0).sentence());
    }
    PipelineModel model =
        new PipelineModel(problem.network(), cluster, problem.profile(), StageModel.SEPARATE_LANES);
    double periodMs = model.periodMs(plan);
    double boundMs = Math.min(periodMs, Judge.wholeLayersMs(problem));
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    listener.improved(partition, periodMs, boundMs, seconds);
    return new Solution(partition, periodMs, boundMs, Solution.Status.FEASIBLE, seconds);
  }
}
