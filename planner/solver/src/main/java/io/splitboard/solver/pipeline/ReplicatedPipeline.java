package io.splitboard.solver.pipeline;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.program.Compiler;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The pipeline whose stages may be done by several devices in turns, where that makes the time
 * between results smaller: consecutive layers on teams of devices. The model is {@link
 * TeamModel}'s; devices of a team take their turns in the cluster's order, equal ones together.
 *
 * <p>Exact by the same narrowing down as {@link PipelineSolver}, over sets of used devices and last
 * teams ({@link TeamSearch}), for up to about nine unlike devices and many more equal ones. Beyond
 * that, chains of {@link PipelineSolver} with few stages are given further devices one by one, and
 * the result is {@code FEASIBLE}. Never worse than that solver's.
 */
public final class ReplicatedPipeline implements Solver {

  private static final long MOST_PAIRS = 60_000;
  private static final long MOST_LOADS = 8_000_000;
  private static final double EXACT = 1e-9;
  private static final double CHAIN_SHARE = 0.3;

  private final PipelineOptions options;

  /** Looks at any cut and all devices. */
  public ReplicatedPipeline() {
    this(PipelineOptions.DEFAULT);
  }

  /**
   * Looks at the chains of some options.
   *
   * @throws IllegalArgumentException if they ask for threads or an order of the published code
   */
  public ReplicatedPipeline(PipelineOptions options) {
    if (options.model().sharedThread() || options.inOrder()) {
      throw new IllegalArgumentException("stages in turns are for our agents, in any order");
    }
    this.options = options;
  }

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    SolveLimits limits = problem.limits();
    SolveLimits some =
        new SolveLimits(CHAIN_SHARE * limits.timeLimitSeconds(), limits.threads(), limits.gap());
    long startNanos = System.nanoTime();
    Solution chain = new PipelineSolver(options).solve(problem.with(some), listener, progress);
    return new Run(problem, options, listener, progress, startNanos, chain).solve();
  }

  /** One search. */
  private static final class Run {

    private final Problem problem;
    private final PipelineOptions options;
    private final SolveListener listener;
    private final Progress progress;
    private final long startNanos;
    private final TeamModel model;
    private final List<String> devices;
    private final int mostDevices;
    private Partition best;
    private double bestMs;
    private double boundMs;
    private boolean binds;

    Run(
        Problem problem,
        PipelineOptions options,
        SolveListener listener,
        Progress progress,
        long startNanos,
        Solution chain) {
      this.problem = problem;
      this.options = options;
      this.listener = listener;
      this.progress = progress;
      this.startNanos = startNanos;
      this.model = new TeamModel(problem, options.packing());
      this.devices =
          options.devices().isEmpty() ? problem.cluster().deviceIds() : options.devices();
      this.mostDevices = mostDevices(options.mostStages(), problem.constraints().maxDevices());
      this.best = chain.partition();
      this.bestMs = chain.value();
      this.boundMs = Judge.wholeLayersMs(problem);
    }

    private int mostDevices(int... limits) {
      int most = devices.size();
      for (int limit : limits) {
        most = limit > 0 ? Math.min(most, limit) : most;
      }
      return most;
    }

    Solution solve() {
      progress.report("Looking for stages on several devices", -1);
      Kinds kinds = Kinds.of(problem, devices);
      long pairs = Teams.pairs(kinds);
      if (pairs <= MOST_PAIRS) {
        int cuts = (int) Math.min(Integer.MAX_VALUE, MOST_LOADS / pairs);
        CutChoice choice = CutChoice.of(problem.network(), options.singleTensor(), cuts);
        StageCosts costs = new StageCosts(problem, options, devices, choice.cuts());
        narrow(new TeamCosts(costs, new Teams(kinds, costs.source())), !choice.thinned());
      } else {
        reinforce();
      }
      double bound = Math.min(bestMs, boundMs);
      double gap = Math.max(10 * EXACT, problem.limits().gap());
      Solution.Status status =
          bestMs - bound <= gap * bestMs ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE;
      return new Solution(best, bestMs, bound, status, seconds());
    }

    /** Asks whether any chain keeps within a period, between the bound and the best. */
    private void narrow(TeamCosts costs, boolean proves) {
      double lowMs = boundMs;
      double gap = Math.max(EXACT, problem.limits().gap());
      while (bestMs - lowMs > gap * bestMs && !over()) {
        double middleMs =
            lowMs > 0 && bestMs > 2 * lowMs ? Math.sqrt(lowMs * bestMs) : (lowMs + bestMs) / 2;
        try {
          if (tryWithin(costs, middleMs, true) || (binds && tryWithin(costs, middleMs, false))) {
            continue;
          }
        } catch (CancellationException e) {
          return;
        }
        lowMs = middleMs;
        if (proves && !binds) {
          boundMs = middleMs;
        }
      }
    }

    /**
     * Whether there is a chain within a period; takes it. The source's port may carry inputs and
     * results besides those of a stage in the middle, which the search does not see: then it binds,
     * and nothing is proved any more.
     */
    private boolean tryWithin(TeamCosts costs, double limitMs, boolean sourceInside) {
      StagePlan plan = new TeamSearch(costs, mostDevices, sourceInside, limitMs).chain(this::over);
      if (plan == null) {
        return false;
      }
      double periodMs = model.periodMs(plan);
      boolean within = periodMs <= limitMs * (1 + EXACT) && offer(plan, periodMs);
      binds |= !within;
      return within;
    }

    /** Gives the slowest stage of short chains one more device at a time. */
    private void reinforce() {
      for (int stages = 1; stages <= mostDevices && !over(); stages++) {
        PipelineOptions fewer = options.atMost(stages);
        double left = problem.limits().timeLimitSeconds() - seconds();
        SolveLimits some =
            new SolveLimits(Math.max(0.01, left / 4), problem.limits().threads(), 0.01);
        try {
          Partition chain =
              new PipelineSolver(fewer)
                  .solve(problem.with(some), SolveListener.NONE, progress)
                  .partition();
          StagePlan.of(problem.network(), chain).ifPresent(this::reinforce);
        } catch (UserException e) {
          // Too few devices for the memory: a longer chain may do.
          continue;
        }
      }
    }

    private void reinforce(StagePlan chain) {
      StagePlan plan = chain;
      while (plan != null && !over()) {
        offer(plan, model.periodMs(plan));
        plan = reinforced(plan);
      }
    }

    /** With the free device for the slowest stage that helps most; null if none does. */
    private StagePlan reinforced(StagePlan plan) {
      Stage slowest = model.slowest(plan);
      List<String> used = new ArrayList<>(plan.stages().stream().map(Stage::device).toList());
      plan.replicas().values().forEach(used::addAll);
      StagePlan better = null;
      double leastMs = model.periodMs(plan);
      if (slowest.device().equals(problem.cluster().source()) || used.size() >= mostDevices) {
        return null;
      }
      for (String device : devices) {
        if (!used.contains(device) && !device.equals(problem.cluster().source())) {
          Map<String, List<String>> replicas = new HashMap<>(plan.replicas());
          List<String> further =
              new ArrayList<>(replicas.getOrDefault(slowest.device(), List.of()));
          further.add(device);
          replicas.put(slowest.device(), further);
          StagePlan tried = new StagePlan(plan.stages(), replicas);
          double periodMs = model.periodMs(tried);
          if (periodMs < leastMs) {
            better = tried;
            leastMs = periodMs;
          }
        }
      }
      return better;
    }

    /** Takes a plan that is better than the best and can be carried out. */
    private boolean offer(StagePlan plan, double periodMs) {
      if (periodMs >= bestMs) {
        return false;
      }
      Partition partition = PlanCodecs.packed(problem, options.packing(), plan);
      if (!canBeCarriedOut(partition)) {
        return false;
      }
      best = partition;
      bestMs = periodMs;
      listener.improved(best, bestMs, boundMs, seconds());
      return true;
    }

    /** Relays over devices that take turns, and more turns than anybody wants, show only here. */
    private boolean canBeCarriedOut(Partition partition) {
      boolean legal =
          Legality.check(problem.network(), problem.cluster(), problem.constraints(), partition)
              .isEmpty();
      if (!legal) {
        return false;
      }
      try {
        Compiler.compile(problem.network(), problem.cluster(), partition, problem.profile());
        return true;
      } catch (UserException e) {
        return false;
      }
    }

    private boolean over() {
      return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
    }

    private double seconds() {
      return (System.nanoTime() - startNanos) / 1e9;
    }
  }
}
