package io.splitboard.solver.pipeline;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.pipeline.Reach.Step;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * DEFER (Parthasarathy and Krishnamachari 2022) with the cut chosen: consecutive layers on devices
 * in series so that the time between results is smallest. Devices and links may differ and their
 * order is free; memory, pins, exclusions, share limits and the number of devices are kept. The
 * model is {@link PipelineModel}'s.
 *
 * <p>Exact: the period is narrowed down by asking whether any chain keeps within it, which dynamic
 * programming over cuts and sets of used devices answers ({@link Reach}); devices that can take
 * each other's place count as one kind. Beyond some {@value #MOST_STATES} sets and last devices the
 * order of the devices is searched by exchanging them, and then only what no placement can beat
 * bounds the value. Where a network has very many cuts and many unlike devices, only the cuts that
 * send least are tried, with that same bound.
 *
 * <p>Of the chains with the best period, to within the gap, one with the least latency is taken, so
 * that no device has a stage for nothing.
 */
public final class PipelineSolver implements Solver {

  private static final int MOST_STATES = 110_000;
  private static final double EXACT = 1e-9;
  private static final double WORTH_TELLING = 1e-4;

  private final PipelineOptions options;

  /** Looks at any cut and any order of all devices, for our agents. */
  public PipelineSolver() {
    this(PipelineOptions.DEFAULT);
  }

  /** Looks at the chains of some options. */
  public PipelineSolver(PipelineOptions options) {
    this.options = options;
  }

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    if (problem.objective() != Objective.THROUGHPUT) {
      throw new UserException(
          "The pipeline method makes the time between results small: ask for the objective"
              + " throughput, or choose another method for latency.");
    }
    if (!problem.constraints().linkBudgets().isEmpty()) {
      throw new UserException(
          "The pipeline method cannot keep link budgets: choose the method hybrid.");
    }
    if (problem.network().layers().isEmpty()) {
      throw new UserException("The network has no layers to put into stages.");
    }
    return new Run(problem, options, listener, progress).solve();
  }

  /** One search. */
  private static final class Run {

    private final Problem problem;
    private final PipelineOptions options;
    private final SolveListener listener;
    private final Progress progress;
    private final PipelineModel model;
    private final long startNanos = System.nanoTime();
    private final List<String> devices;
    private final int mostStages;
    private boolean thinned;
    private StagePlan best;
    private double bestMs = Double.POSITIVE_INFINITY;
    private double boundMs;

    Run(Problem problem, PipelineOptions options, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.options = options;
      this.listener = listener;
      this.progress = progress;
      this.model =
          new PipelineModel(
              problem.network(),
              problem.cluster(),
              problem.profile(),
              options.model(),
              options.packing());
      this.devices = devices();
      this.mostStages = mostStages(options.mostStages(), problem.constraints().maxDevices());
    }

    /** The smallest of these numbers and that of the devices, where 0 is any. */
    private int mostStages(int... limits) {
      int most = devices.size();
      for (int limit : limits) {
        most = limit > 0 ? Math.min(most, limit) : most;
      }
      return most;
    }

    private List<String> devices() {
      List<String> known = problem.cluster().deviceIds();
      for (String id : options.devices()) {
        if (!known.contains(id)) {
          throw new UserException(
              "The cluster has no device %s to put a stage on: choose from %s."
                  .formatted(id, String.join(", ", known)));
        }
      }
      return options.devices().isEmpty() ? known : options.devices();
    }

    Solution solve() {
      progress.report("Looking for the best chain of stages", -1);
      boundMs = Judge.wholeLayersMs(problem);
      Kinds kinds = Kinds.of(problem, devices);
      if (options.inOrder()) {
        StageCosts costs = costs(mostStages * devices.size(), devices.size());
        int[] order = IntStream.range(0, devices.size()).toArray();
        search(costs, Kinds.allDifferent(devices.size()), order);
      } else if (FreeOrder.states(kinds) <= MOST_STATES) {
        search(costs(FreeOrder.states(kinds), kinds.count()), kinds, null);
      } else {
        exchange();
      }
      return conclude();
    }

    private StageCosts costs(long states, int kinds) {
      CutChoice choice = CutChoice.of(problem.network(), options.singleTensor(), states, kinds);
      thinned = choice.thinned();
      return new StageCosts(problem, options, devices, choice.cuts());
    }

    /**
     * Narrows the period down. The source's port may carry inputs and results besides those of a
     * stage in the middle of the chain, which {@link Reach} does not see: where that binds, such
     * chains are left out, and the bound stays that of the search with them.
     *
     * @param order of the devices; null for any
     */
    private void search(StageCosts costs, Kinds kinds, int[] order) {
      Narrowing with = new Narrowing(costs, kinds, order, true);
      with.narrow();
      if (with.binds && !over()) {
        new Narrowing(costs, kinds, order, false).narrow();
      }
    }

    /** A search for the smallest period, between a bound and the best known. */
    private final class Narrowing {

      private final StageCosts costs;
      private final Kinds kinds;
      private final Succession states;
      private final boolean proves;
      private boolean binds;

      Narrowing(StageCosts costs, Kinds kinds, int[] order, boolean sourceInside) {
        this.costs = costs;
        this.kinds = kinds;
        this.proves = sourceInside && !thinned && (order == null || options.inOrder());
        if (order == null) {
          int sourceKind = -1;
          for (int kind = 0; kind < kinds.count(); kind++) {
            sourceKind = kinds.device(kind) == costs.source() ? kind : sourceKind;
          }
          this.states = new FreeOrder(kinds, mostStages, sourceKind, sourceInside);
        } else {
          this.states = new GivenOrder(order, mostStages, costs.source(), sourceInside);
        }
      }

      void narrow() {
        tryWhole();
        if (best == null && !tryWithin(Double.MAX_VALUE)) {
          if (proves) {
            throw costs.whyNot();
          }
          return;
        }
        double lowMs = boundMs;
        double gap = Math.max(EXACT, problem.limits().gap());
        while (bestMs - lowMs > gap * bestMs && !binds && !over()) {
          double middleMs = between(lowMs, bestMs);
          try {
            if (tryWithin(middleMs) || binds) {
              continue;
            }
          } catch (CancellationException e) {
            return;
          }
          if (proves) {
            boundMs = middleMs;
          }
          if (proves && middleMs - lowMs > WORTH_TELLING * bestMs) {
            listener.improved(null, bestMs, boundMs, seconds());
          }
          lowMs = middleMs;
        }
        if (!binds && !over()) {
          calm();
        }
      }

      /** A factor apart, the answer is more likely near the bound, and found there sooner. */
      private static double between(double lowMs, double highMs) {
        return lowMs > 0 && highMs > 2 * lowMs ? Math.sqrt(lowMs * highMs) : (lowMs + highMs) / 2;
      }

      /** Everything on one device, if that is allowed. */
      private void tryWhole() {
        for (int kind = 0; kind < kinds.count(); kind++) {
          if (costs.furthest(kinds.device(kind), 0) == costs.lastCut()) {
            StagePlan plan = plan(List.of(new Step(kind, 0, costs.lastCut())));
            double periodMs = model.periodMs(plan);
            if (Double.isFinite(periodMs)) {
              offer(plan, periodMs);
            }
          }
        }
      }

      /** Whether there is a chain within a period; takes it. */
      private boolean tryWithin(double limitMs) {
        List<Step> chain =
            new Reach(new Steps(costs, kinds, limitMs), states, costs.lastCut())
                .chain(best == null ? progress::cancelled : Run.this::over);
        if (chain == null) {
          return false;
        }
        StagePlan plan = plan(chain);
        double periodMs = model.periodMs(plan);
        binds |= periodMs > limitMs * (1 + EXACT);
        return offer(plan, periodMs) || !binds;
      }

      /** Takes the one with the least latency among the best. */
      private void calm() {
        double limitMs = bestMs * (1 + EXACT);
        List<Step> chain =
            LeastLatency.chain(
                costs, kinds, new Steps(costs, kinds, limitMs), states, Run.this::over);
        StagePlan plan = chain == null ? best : plan(chain);
        if (model.periodMs(plan) <= limitMs) {
          best = plan;
          bestMs = model.periodMs(plan);
          tell();
        }
      }

      /** With devices for kinds. */
      private StagePlan plan(List<Step> chain) {
        int[] used = new int[kinds.count()];
        List<Stage> stages = new ArrayList<>();
        for (Step step : chain) {
          int device = kinds.members().get(step.kind()).get(used[step.kind()]++);
          int from = costs.cuts().get(step.from()).position();
          int to = costs.cuts().get(step.to()).position();
          stages.add(new Stage(costs.devices().get(device), from, to));
        }
        return new StagePlan(stages);
      }
    }

    /** Exchanges devices of an order at random while there is time; each order is cut exactly. */
    private void exchange() {
      StageCosts costs = costs((long) mostStages * devices.size(), devices.size());
      Kinds kinds = Kinds.allDifferent(devices.size());
      List<Integer> order = new ArrayList<>(IntStream.range(0, devices.size()).boxed().toList());
      order.sort(
          Comparator.comparing((Integer device) -> device != costs.source())
              .thenComparing(device -> costs.computeMs(device, 0, costs.lastCut())));
      Random random = new Random(1);
      boolean first = true;
      while (first || (!over() && bestMs > boundMs * (1 + problem.limits().gap()))) {
        double beforeMs = bestMs;
        List<Integer> tried = new ArrayList<>(order);
        if (!first) {
          Collections.swap(tried, random.nextInt(tried.size()), random.nextInt(tried.size()));
        }
        search(costs, kinds, tried.stream().mapToInt(Integer::intValue).toArray());
        order = bestMs < beforeMs ? tried : order;
        first = false;
      }
    }

    private boolean offer(StagePlan plan, double periodMs) {
      if (periodMs >= bestMs) {
        return false;
      }
      best = plan;
      bestMs = periodMs;
      tell();
      return true;
    }

    private void tell() {
      listener.improved(partition(), bestMs, boundMs, seconds());
    }

    private Partition partition() {
      return PlanCodecs.packed(problem, options.packing(), best);
    }

    private boolean over() {
      return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
    }

    private double seconds() {
      return (System.nanoTime() - startNanos) / 1e9;
    }

    private Solution conclude() {
      if (best == null) {
        throw new UserException(
            "No chain of stages was found that keeps memory, pins and links: allow more time, or"
                + " choose the method layers, which does not need consecutive layers.");
      }
      double bound = Math.min(bestMs, boundMs);
      double gap = Math.max(10 * EXACT, problem.limits().gap());
      Solution.Status status =
          bestMs - bound <= gap * bestMs ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE;
      return new Solution(partition(), bestMs, bound, status, seconds());
    }
  }
}
