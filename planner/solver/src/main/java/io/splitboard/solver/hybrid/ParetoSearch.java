package io.splitboard.solver.hybrid;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.simulated.Judge;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The Pareto front of two objectives: both ends by {@link HybridSearch}, and what lies between by
 * random changes to the points that are known, each of which is judged by simulation for both
 * objectives. A heuristic: no point dominates another, but better ones may exist.
 */
public final class ParetoSearch {

  private static final double END_SHARE = 0.25;
  private static final double RESOLUTION = 0.005;
  private static final long SEED = 1;

  private final Problem problem;
  private final Objective first;
  private final Objective second;
  private final Judge judge;
  private final Archive archive = new Archive(RESOLUTION);
  private final long startNanos = System.nanoTime();

  private ParetoSearch(Problem problem, Objective first, Objective second) {
    this.problem = problem;
    this.first = first;
    this.second = second;
    this.judge = new Judge(problem);
  }

  /**
   * Looks for the front until the time is over.
   *
   * @param problem its own objective does not matter
   * @param taken hears of each point when it is found; later ones may dominate it
   * @return points by the first objective, smallest first; none dominates another
   * @throws UserException if the objectives are the same, or nothing keeps the constraints
   */
  public static List<ParetoPoint> front(
      Problem problem,
      Objective first,
      Objective second,
      Consumer<ParetoPoint> taken,
      Progress progress) {
    if (first == second) {
      throw new UserException(
          "A front needs two different objectives, not twice " + first.word() + ".");
    }
    ParetoSearch search = new ParetoSearch(problem, first, second);
    for (String device : problem.cluster().deviceIds()) {
      search.offer(Partition.onOneDevice(problem.network(), device), taken);
    }
    search.findEnds(taken, progress);
    search.fill(taken, progress);
    if (search.archive.size() == 0) {
      throw new UserException(
          "No partition was found that keeps the constraints: loosen limits or allow more time.");
    }
    return search.archive.front();
  }

  private void findEnds(Consumer<ParetoPoint> taken, Progress progress) {
    SolveLimits limits = problem.limits();
    double seconds = END_SHARE * limits.timeLimitSeconds();
    Problem brief = problem.with(new SolveLimits(seconds, limits.threads(), limits.gap()));
    for (Objective end : List.of(first, second)) {
      var unused =
          new HybridSearch()
              .solve(
                  brief.with(end),
                  (partition, value, bound, at) -> offer(partition, taken),
                  progress);
    }
  }

  private void fill(Consumer<ParetoPoint> taken, Progress progress) {
    progress.report("Changing points of the front", -1);
    Loads loads = new Loads(problem);
    Random random = new Random(SEED);
    Neighbourhood[] neighbourhoods = {
      new Neighbourhood(problem.with(first), loads, SEED),
      new Neighbourhood(problem.with(second), loads, SEED + 1)
    };
    while (archive.size() > 0 && !over(progress)) {
      Partition next = archive.get(random.nextInt(archive.size())).partition();
      for (int step = 0; step <= random.nextInt(3); step++) {
        next = neighbourhoods[random.nextInt(2)].near(next);
      }
      offer(next, taken);
    }
  }

  private void offer(Partition partition, Consumer<ParetoPoint> taken) {
    if (partition == null) {
      return;
    }
    boolean stream = first == Objective.THROUGHPUT || second == Objective.THROUGHPUT;
    judge
        .measures(partition, stream)
        .map(measures -> new ParetoPoint(partition, measures.of(first), measures.of(second)))
        .filter(archive::offer)
        .ifPresent(taken);
  }

  private boolean over(Progress progress) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return progress.cancelled() || seconds > problem.limits().timeLimitSeconds();
  }
}
