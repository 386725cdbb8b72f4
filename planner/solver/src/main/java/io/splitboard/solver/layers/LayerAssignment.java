package io.splitboard.solver.layers;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.Literal;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Capability;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.engine.NativeLibrary;
import io.splitboard.solver.engine.Search;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Puts whole layers on devices so that the latency or the time between results is smallest, for any
 * acyclic network: an integer program with constraint scheduling, solved by CP-SAT.
 *
 * <p>The model: a layer takes its profiled time on its device. A device's overhead per task is paid
 * where a task must begin: at each layer that gets a tensor from another device, and at each that
 * reads only inputs of the network. (The compiler may begin a few more tasks so that tensors leave
 * early, and fuses parallel beginnings; for a chain the two agree.) What a device takes for copying
 * tensors that a task reads or makes is attributed to layers by {@link Copying}. A tensor goes once
 * to each device that reads it, over the direct link or else the quickest relays; each relayed copy
 * pays for all its hops. Latency may order layers on a device and tensors on a link in any way,
 * where the simulator follows priorities, so a simulation can be slower than the solver's value,
 * never faster but for overheads. For throughput, see {@link ThroughputObjective}.
 *
 * <p>The energy of one request is that of the schedule whose energy is least, see {@link
 * EnergyObjective}. Limits of devices, shares and links are rows of the program.
 *
 * <p>Of several assignments with the best throughput to within the gap, the one that sends least is
 * taken, since what is sent less stands less in the way.
 *
 * <p>Networks for which that program would be too large get the assignment that moving layers leads
 * to, with the bound of {@link Relaxation}.
 *
 * <p>Times are whole {@link Ticks}; value and bound are exact for the rounded times.
 */
public final class LayerAssignment implements Solver {

  private static final Capability CAPABILITY =
      new Capability(
          "layers", Set.of(Objective.LATENCY, Objective.THROUGHPUT, Objective.ENERGY), true);

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    CAPABILITY.check(problem);
    NativeLibrary.load();
    return new Run(problem, listener, progress).solve();
  }

  /** One call. Its fields are touched by the solver's callbacks, which come one at a time. */
  private static final class Run {

    /** Share of the time for the objective itself; the rest is for choosing among equals. */
    private static final double SEARCH_SHARE = 0.8;

    /** Variables of ways beyond which the program is not even built in a sensible time. */
    private static final long MOST_WAYS = 150_000;

    private final Problem problem;
    private final SolveListener listener;
    private final Progress progress;
    private final LayerGraph graph;
    private final LimitRows limits;
    private final Evaluator evaluator;
    private final long startedNanos = System.nanoTime();
    private int[] best;
    private double bestTicks = Double.POSITIVE_INFINITY;
    private double boundTicks;

    Run(Problem problem, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.listener = listener;
      this.progress = progress;
      this.graph = new LayerGraph(problem);
      this.limits = new LimitRows(graph, problem.constraints());
      this.evaluator = new Evaluator(graph, problem.objective(), limits);
    }

    Solution solve() {
      if (graph.layerCount() == 0) {
        return solution(new int[0], 0, 0, Solution.Status.OPTIMAL);
      }
      progress.report("Looking for a first partition", -1);
      boolean large = ways() > MOST_WAYS;
      int[] warm = warm(WarmStart.POLISH_MS);
      bound(Relaxation.bound(graph, problem.objective()));
      if (large && warm != null) {
        return withoutProgram();
      }
      progress.report("Searching for the best partition", -1);
      CpModel model = new CpModel();
      Crossings crossings = crossings(model);
      addObjective(model, crossings);
      Search search = new Search(model, remaining(SEARCH_SHARE));
      CpSolverStatus status =
          search.run(
              (values, objective, bound) -> improve(read(crossings, values), objective, bound),
              this::bound,
              progress);
      return conclude(status, search.bound());
    }

    private Crossings crossings(CpModel model) {
      Crossings crossings = new Crossings(model, graph, true);
      limits.addTo(model, crossings);
      return crossings;
    }

    private int[] warm(long polishMs) {
      int[] warm = WarmStart.find(graph, evaluator, problem.objective(), polishMs, progress);
      if (warm != null) {
        improve(warm, evaluator.value(warm), 0);
      }
      return warm;
    }

    /** Size of the program: for each reader of each tensor, a variable for each pair of devices. */
    private long ways() {
      long readers = 0;
      for (Flow flow : graph.flows()) {
        readers += flow.readers().length + (flow.output() ? 1 : 0);
      }
      return readers * graph.deviceCount() * graph.deviceCount();
    }

    /** For large networks: what moving layers makes of the first guess, and a plain bound. */
    private Solution withoutProgram() {
      progress.report("Moving layers, since the network is too large for a proof", -1);
      warm((long) (1000 * remaining(SEARCH_SHARE).timeLimitSeconds()));
      double bound = Math.min(bestTicks, boundTicks);
      boolean proved = bestTicks - bound <= problem.limits().gap() * bestTicks;
      return solution(
          best, bestTicks, bound, proved ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE);
    }

    /** What is left of a share of the time. */
    private SolveLimits remaining(double share) {
      double left = Math.max(0.1, share * problem.limits().timeLimitSeconds() - seconds());
      return new SolveLimits(left, problem.limits().threads(), problem.limits().gap());
    }

    private void addObjective(CpModel model, Crossings crossings) {
      boolean bounded = best != null && problem.objective() != Objective.ENERGY;
      long horizon = bounded ? (long) bestTicks : Relaxation.longest(graph);
      if (problem.objective() == Objective.THROUGHPUT) {
        IntVar period = ThroughputObjective.addTo(model, graph, crossings, horizon);
        if (best != null) {
          model.addHint(period, horizon);
        }
      } else {
        IntVar[] starts =
            problem.objective() == Objective.ENERGY
                ? LatencyObjective.addEnergyTo(model, graph, crossings, horizon)
                : LatencyObjective.addTo(model, graph, crossings, horizon);
        if (best != null) {
          long[] hints = evaluator.starts(best);
          for (int layer = 0; layer < hints.length; layer++) {
            model.addHint(starts[layer], hints[layer]);
          }
        }
      }
      if (best != null) {
        hint(model, crossings);
      }
    }

    private void hint(CpModel model, Crossings crossings) {
      for (int layer = 0; layer < best.length; layer++) {
        for (int device = 0; device < graph.deviceCount(); device++) {
          if (graph.allowed(layer, device)) {
            model.addHint(crossings.on(layer, device), best[layer] == device);
          }
        }
      }
    }

    private int[] read(Crossings crossings, Predicate<Literal> values) {
      int[] on = new int[graph.layerCount()];
      for (int layer = 0; layer < on.length; layer++) {
        while (!values.test(crossings.on(layer, on[layer]))) {
          on[layer]++;
        }
      }
      return on;
    }

    private synchronized void improve(int[] on, double valueTicks, double bound) {
      boundTicks = Math.max(boundTicks, bound);
      if (valueTicks < bestTicks) {
        bestTicks = valueTicks;
        best = on;
        tell(graph.partition(on));
      }
    }

    private synchronized void bound(double bound) {
      if (bound > boundTicks) {
        boundTicks = bound;
        tell(null);
      }
    }

    private void tell(Partition incumbent) {
      listener.improved(incumbent, unit(bestTicks), unit(boundTicks), seconds());
    }

    private synchronized Solution conclude(CpSolverStatus status, double bound) {
      if (status == CpSolverStatus.INFEASIBLE) {
        throw new UserException(new Infeasibility(graph, remaining(1), progress).sentence());
      }
      if (status == CpSolverStatus.MODEL_INVALID) {
        throw new IllegalStateException("the layer assignment model is invalid");
      }
      if (best == null) {
        progress.check();
        throw new UserException(
            String.format(
                Locale.ROOT,
                "No partition that keeps all constraints was found in %.0f s: allow more time or remove constraints.",
                problem.limits().timeLimitSeconds()));
      }
      boundTicks = Math.min(bestTicks, Math.max(boundTicks, bound));
      boolean proved = status == CpSolverStatus.OPTIMAL;
      if (problem.objective() == Objective.THROUGHPUT && !progress.cancelled()) {
        calm();
      }
      return solution(
          best, bestTicks, boundTicks, proved ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE);
    }

    /** Of the assignments that are as good to within the gap, takes the one that sends least. */
    private void calm() {
      progress.report("Looking for one that sends less", -1);
      double within = Math.max(bestTicks, Math.floor(boundTicks * (1 + problem.limits().gap())));
      CpModel model = new CpModel();
      Crossings crossings = crossings(model);
      ThroughputObjective.addLeastTraffic(model, graph, crossings, (long) within);
      hint(model, crossings);
      int[][] calmest = {best};
      var unused =
          new Search(model, remaining(1))
              .run(
                  (values, objective, bound) -> calmest[0] = read(crossings, values),
                  bound -> {},
                  progress);
      double value = evaluator.value(calmest[0]);
      improve(calmest[0], value, boundTicks);
      best = calmest[0];
      bestTicks = value;
    }

    private Solution solution(int[] on, double value, double bound, Solution.Status status) {
      return new Solution(graph.partition(on), unit(value), unit(bound), status, seconds());
    }

    /** The model's value in the objective's unit. */
    private double unit(double value) {
      return problem.objective() == Objective.ENERGY
          ? graph.ticks().joule(value)
          : graph.ticks().ms(value);
    }

    private double seconds() {
      return (System.nanoTime() - startedNanos) / 1e9;
    }
  }
}
