package io.splitboard.solver.pipeline;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.simulated.Judge;

/**
 * The best chain that a search knows, what no chain can beat, and how long the search may go on.
 */
final class BestChain {

  private static final double EXACT = 1e-9;
  private static final double WORTH_TELLING = 1e-4;

  private final Problem problem;
  private final LinkPacking packing;
  private final SolveListener listener;
  private final Progress progress;
  private final long startNanos = System.nanoTime();
  private StagePlan plan;
  private double periodMs = Double.POSITIVE_INFINITY;
  private double boundMs;

  /** None yet, with a bound that holds for all whole layers. */
  BestChain(Problem problem, LinkPacking packing, SolveListener listener, Progress progress) {
    this.problem = problem;
    this.packing = packing;
    this.listener = listener;
    this.progress = progress;
    this.boundMs = Judge.wholeLayersMs(problem);
  }

  /** Null as long as there is none. */
  StagePlan plan() {
    return plan;
  }

  /** Infinite as long as there is none. */
  double periodMs() {
    return periodMs;
  }

  double boundMs() {
    return boundMs;
  }

  /** Takes a chain if it is better. */
  boolean offer(StagePlan other, double otherMs) {
    if (otherMs >= periodMs) {
      return false;
    }
    take(other, otherMs);
    return true;
  }

  /** Takes a chain that is as good, for another reason than its period. */
  void take(StagePlan other, double otherMs) {
    plan = other;
    periodMs = otherMs;
    listener.improved(partition(), periodMs, boundMs, seconds());
  }

  /** No chain is better than this. Told unless it is hardly more than what was known. */
  void prove(double provedMs, double knownMs) {
    boundMs = provedMs;
    if (provedMs - knownMs > WORTH_TELLING * periodMs) {
      listener.improved(null, periodMs, boundMs, seconds());
    }
  }

  /** Whether the best is within the gap of the bound. */
  boolean isGoodEnough() {
    return periodMs <= boundMs * (1 + problem.limits().gap());
  }

  /** Whether to stop. */
  boolean over() {
    return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
  }

  /** Whether nobody wants an answer any more. */
  boolean cancelled() {
    return progress.cancelled();
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private Partition partition() {
    return PlanCodecs.packed(problem, packing, plan);
  }

  /**
   * The answer.
   *
   * @throws UserException if there is none
   */
  Solution solution() {
    if (plan == null) {
      throw new UserException(
          "No chain of stages was found that keeps memory, pins and links: allow more time, or"
              + " choose the method layers, which does not need consecutive layers.");
    }
    double bound = Math.min(periodMs, boundMs);
    double gap = Math.max(10 * EXACT, problem.limits().gap());
    Solution.Status status =
        periodMs - bound <= gap * periodMs ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE;
    return new Solution(partition(), periodMs, bound, status, seconds());
  }
}
