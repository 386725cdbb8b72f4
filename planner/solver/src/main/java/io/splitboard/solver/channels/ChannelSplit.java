package io.splitboard.solver.channels;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.solver.Capability;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.sharing.Sharing;
import io.splitboard.solver.simulated.Judge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every layer's channels over the fastest devices, two of them, three and so on: by output channels
 * alone, or in pairs with one reduction each. Shares begin in proportion to speed and are shifted
 * as long as that helps in the simulation: a heuristic.
 */
public final class ChannelSplit implements Solver {

  private static final double[] STEPS = {0.1, 0.03, 0.01};

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    Capability.all("channels").check(problem);
    Run run = new Run(problem, listener, progress);
    run.search();
    return run.conclude();
  }

  /** One search. */
  private static final class Run {

    private final Problem problem;
    private final Network network;
    private final SolveListener listener;
    private final Progress progress;
    private final Judge judge;
    private final List<Layer> free;
    private final double bound;
    private final long startNanos = System.nanoTime();
    private Partition best;
    private double bestValue = Double.POSITIVE_INFINITY;

    Run(Problem problem, SolveListener listener, Progress progress) {
      this.problem = problem;
      this.network = problem.network();
      this.listener = listener;
      this.progress = progress;
      this.judge = new Judge(problem);
      this.bound = Judge.bound(problem);
      this.free =
          network.layers().stream()
              .filter(layer -> !problem.constraints().pins().containsKey(layer.id()))
              .toList();
    }

    void search() {
      progress.report("Sharing out channels", -1);
      List<String> fastest = new ArrayList<>(problem.cluster().deviceIds());
      fastest.sort(Comparator.comparingDouble(this::allMs));
      for (int count = 2; count <= fastest.size(); count++) {
        List<String> devices = fastest.subList(0, count);
        List<Double> speeds = devices.stream().map(id -> 1 / Math.max(allMs(id), 1e-9)).toList();
        for (boolean pairs : new boolean[] {true, false}) {
          descend(Sharing.byWeight(devices, speeds), pairs);
        }
      }
    }

    private double allMs(String device) {
      return network.layers().stream()
          .mapToDouble(layer -> problem.profile().layerMs(device, layer.id()))
          .sum();
    }

    private void descend(Sharing from, boolean pairs) {
      Sharing at = from;
      double value = over() ? Double.POSITIVE_INFINITY : judge(at, pairs);
      for (double step : STEPS) {
        for (int give = 0; give < at.devices().size(); give++) {
          for (int take = 0; take < at.devices().size() && !over(); take++) {
            Sharing next = give == take ? at : at.shifted(give, take, step);
            double nextValue = give == take ? value : judge(next, pairs);
            if (nextValue < value) {
              at = next;
              value = nextValue;
            }
          }
        }
      }
    }

    private double judge(Sharing sharing, boolean pairs) {
      Map<String, Placement> placements = new LinkedHashMap<>();
      for (Layer layer : network.layers()) {
        String pin = problem.constraints().pins().get(layer.id());
        placements.put(layer.id(), new Placement.Whole(pin == null ? sharing.main() : pin));
      }
      placements.putAll(
          pairs
              ? ChannelPartitions.pairs(network, free, sharing)
              : ChannelPartitions.outputs(network, free, sharing));
      Partition partition = new Partition(placements);
      double value = judge.value(partition);
      if (value < bestValue) {
        best = partition;
        bestValue = value;
        listener.improved(best, bestValue, bound, seconds());
      }
      return value;
    }

    private boolean over() {
      return progress.cancelled() || seconds() > problem.limits().timeLimitSeconds();
    }

    private double seconds() {
      return (System.nanoTime() - startNanos) / 1e9;
    }

    Solution conclude() {
      if (best == null) {
        throw new UserException(
            "No split by channels keeps the constraints on this cluster: allow more memory, remove"
                + " exclusions, or choose another method.");
      }
      boolean proved = bestValue <= bound * (1 + problem.limits().gap());
      Solution.Status status = proved ? Solution.Status.OPTIMAL : Solution.Status.FEASIBLE;
      return new Solution(best, bestValue, bound, status, seconds());
    }
  }
}
