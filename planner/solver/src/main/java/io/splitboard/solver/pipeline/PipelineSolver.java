package io.splitboard.solver.pipeline;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
    private final Progress progress;
    private final PipelineModel model;
    private final BestChain best;
    private final List<String> devices;
    private final int mostStages;
    private boolean thinned;

    Run(Problem problem, PipelineOptions options, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.options = options;
      this.progress = progress;
      this.best = new BestChain(problem, options.packing(), listener, progress);
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
      return best.solution();
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
      Narrowing with = narrowing(costs, kinds, order, true);
      with.narrow();
      if (with.binds() && !best.over()) {
        narrowing(costs, kinds, order, false).narrow();
      }
    }

    private Narrowing narrowing(StageCosts costs, Kinds kinds, int[] order, boolean sourceInside) {
      boolean proves = sourceInside && !thinned && (order == null || options.inOrder());
      Succession states =
          order == null
              ? new FreeOrder(kinds, mostStages, sourceKind(costs, kinds), sourceInside)
              : new GivenOrder(order, mostStages, costs.source(), sourceInside);
      return new Narrowing(best, model, costs, kinds, states, proves, problem.limits().gap());
    }

    private static int sourceKind(StageCosts costs, Kinds kinds) {
      int sourceKind = -1;
      for (int kind = 0; kind < kinds.count(); kind++) {
        sourceKind = kinds.device(kind) == costs.source() ? kind : sourceKind;
      }
      return sourceKind;
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
      while (first || (!best.over() && !best.isGoodEnough())) {
        double beforeMs = best.periodMs();
        List<Integer> tried = new ArrayList<>(order);
        if (!first) {
          Collections.swap(tried, random.nextInt(tried.size()), random.nextInt(tried.size()));
        }
        search(costs, kinds, tried.stream().mapToInt(Integer::intValue).toArray());
        order = best.periodMs() < beforeMs ? tried : order;
        first = false;
      }
    }
  }
}
