package io.splitboard.solver.hybrid;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.simulated.Judge;
import io.splitboard.solver.simulated.QuickestCodecs;
import io.splitboard.solver.simulated.Verdict;
import java.util.List;
import java.util.Random;

/**
 * Looks for the best partition of any kind: starts from what each method finds and from every
 * single device, so it is never worse than any of them, and then changes stretches of layers. Links
 * pack where the profile knows what that brings and it pays. All values are those of the simulator.
 * While no partition keeps the limits of shares, links, memory and the number of devices, those
 * that break them least are changed further.
 *
 * <p>A heuristic: the bound holds for every placement (see {@link Judge#bound}) but is seldom
 * reached, so most results are {@code FEASIBLE}.
 */
public final class HybridSearch implements Solver {

  private static final double METHODS_SHARE = 0.4;
  private static final long SEED = 1;

  /** One of so many changes is to how links pack, where that is known. */
  private static final int PACKED_EVERY = 20;

  private final List<Partition> starts;
  private final boolean asksMethods;

  /** Starts from every single device and from what each method finds. */
  public HybridSearch() {
    this(List.of(), true);
  }

  private HybridSearch(List<Partition> starts, boolean asksMethods) {
    this.starts = List.copyOf(starts);
    this.asksMethods = asksMethods;
  }

  /**
   * Starts from known partitions and from every single device: for a question that changed little.
   */
  public static HybridSearch from(List<Partition> starts) {
    return new HybridSearch(starts, false);
  }

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    Run run = new Run(problem, listener, progress);
    starts.forEach(run::start);
    for (String device : problem.cluster().deviceIds()) {
      run.consider(Partition.onOneDevice(problem.network(), device));
    }
    if (asksMethods) {
      double seconds = METHODS_SHARE * problem.limits().timeLimitSeconds();
      Methods.ask(problem, seconds, progress, run::start);
      run.tryStrips();
    }
    run.improve();
    run.startFromBest();
    return run.conclude();
  }

  /** One search. */
  private static final class Run {

    private final Problem problem;
    private final SolveListener listener;
    private final Progress progress;
    private final Judge judge;
    private final double bound;
    private final QuickestCodecs quickest;
    private final long startNanos = System.nanoTime();
    private Partition best;
    private Verdict bestVerdict = Verdict.IMPOSSIBLE;

    Run(Problem problem, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.listener = listener;
      this.progress = progress;
      this.judge = new Judge(problem);
      this.bound = Judge.bound(problem);
      this.quickest = new QuickestCodecs(problem.network(), problem.cluster(), problem.profile());
    }

    /**
     * Considers a partition as it is, with everything as it is on the links, and packed where that
     * pays.
     */
    void start(Partition partition) {
      consider(partition);
      consider(partition.withCodecs(LinkCodecs.NONE));
      if (quickest.known()) {
        consider(packed(partition));
      }
    }

    /** What changed since the best was packed may have changed what packing pays. */
    void startFromBest() {
      if (best != null && quickest.known()) {
        start(best);
      }
    }

    private Partition packed(Partition partition) {
      try {
        return quickest.of(partition);
      } catch (UserException e) {
        // What cannot be compiled is judged as it is.
        return partition;
      }
    }

    /** For streams a device per stage comes to more than a strip per device. */
    void tryStrips() {
      if (problem.objective() != Objective.THROUGHPUT) {
        for (Partition strips : Strips.of(problem)) {
          if (!over()) {
            start(strips);
          }
        }
      }
    }

    /**
     * Random changes, kept if they are no worse or, for a while, a little worse: simulated
     * annealing in cycles, each from the best so far.
     */
    void improve() {
      if (best == null) {
        return;
      }
      progress.report("Changing stretches of layers", -1);
      Loads loads = new Loads(problem);
      Annealing annealing = new Annealing(SEED, seconds(), problem.limits().timeLimitSeconds());
      Neighbourhood neighbourhood = new Neighbourhood(problem, loads, SEED);
      Random random = new Random(SEED);
      Partition at = best;
      Verdict verdict = bestVerdict;
      while (!over() && !proved()) {
        if (annealing.beginsAnew(seconds())) {
          at = best;
          verdict = bestVerdict;
        }
        Partition next = next(at, neighbourhood, random);
        double most = annealing.most(verdict);
        if (worthJudging(next, verdict, most, loads)) {
          Verdict nextVerdict = consider(next);
          if (nextVerdict.compareTo(verdict) <= 0
              || (nextVerdict.excess() <= verdict.excess() && nextVerdict.value() <= most)) {
            at = next;
            verdict = nextVerdict;
          }
        }
      }
    }

    /** A change of placements, or now and then of how links pack. */
    private Partition next(Partition at, Neighbourhood neighbourhood, Random random) {
      boolean packs = quickest.known() && random.nextInt(PACKED_EVERY) == 0;
      return packs ? packed(at) : neighbourhood.near(at);
    }

    /** A stream is never faster than its busiest device: most changes need not even be compiled. */
    private boolean worthJudging(Partition next, Verdict verdict, double most, Loads loads) {
      return problem.objective() != Objective.THROUGHPUT
          || !verdict.legal()
          || loads.longestMs(next) <= most;
    }

    Verdict consider(Partition partition) {
      Verdict verdict = judge.verdict(partition);
      if (verdict.compareTo(bestVerdict) < 0) {
        best = partition;
        bestVerdict = verdict;
        if (verdict.legal()) {
          listener.improved(best, verdict.value(), bound, seconds());
        }
      }
      return verdict;
    }

    private boolean proved() {
      return bestVerdict.legal() && bestVerdict.value() <= bound * (1 + problem.limits().gap());
    }

    private boolean over() {
      return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
    }

    private double seconds() {
      return (System.nanoTime() - startNanos) / 1e9;
    }

    Solution conclude() {
      if (best == null || !bestVerdict.legal()) {
        throw new UserException(
            "No partition was found that keeps the constraints on this cluster: allow more memory,"
                + " loosen limits, or remove pins and exclusions.");
      }
      Solution.Status status = proved() ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE;
      return new Solution(best, bestVerdict.value(), bound, status, seconds());
    }
  }
}
