package io.splitboard.solver.load;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.workload.Split;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places a profiled workload on identical accelerators and CPUs so that the largest load is
 * smallest: the time between results when requests are pipelined.
 *
 * <p>A contiguous split is one in which the devices, accelerators and CPUs, can be put in an order
 * that all edges of the forward pass follow; so no path leaves a device's part and comes back, and
 * each device is called once per request. Backward nodes are where the forward nodes of their
 * colour class are. This is also what the workloads' study solves exactly.
 */
public final class MaxLoadSolver {

  /** Share of the time that is kept for writing down the result. */
  private static final double MARGIN = 0.02;

  private final Workload workload;
  private final boolean contiguous;
  private final SolveLimits limits;
  private final Progress progress;
  private final Items items;
  private final Incumbent incumbent;

  private MaxLoadSolver(
      Workload workload,
      boolean contiguous,
      SolveLimits limits,
      LoadListener listener,
      Progress progress) {
    this.workload = workload;
    this.contiguous = contiguous;
    this.limits = limits;
    this.progress = progress;
    this.items = Contraction.of(workload, contiguous);
    this.incumbent =
        new Incumbent(
            items.ms(1),
            limits.timeLimitSeconds() * (1 - MARGIN),
            limits.gap(),
            listener,
            progress);
  }

  /**
   * Looks for the best split until it is proved, the time is over or nobody wants it any more.
   *
   * @param contiguous whether the split must be contiguous
   * @throws UserException if no split was found: nothing fits, or there was too little time
   */
  public static LoadSolution solve(
      Workload workload,
      boolean contiguous,
      SolveLimits limits,
      LoadListener listener,
      Progress progress) {
    return new MaxLoadSolver(workload, contiguous, limits, listener, progress).solve();
  }

  private LoadSolution solve() {
    requireDevices();
    incumbent.prove(SimpleBound.of(items));
    progress.report("Looking for a first split", -1);
    allOnOneDevice();
    if (contiguous) {
      ContiguousSearch ordered =
          new ContiguousSearch(items, incumbent, limits.threads(), true, incumbent::over);
      ordered.first();
      progress.report("Searching contiguous splits", -1);
      ordered.run();
    } else {
      new FreeSearch(workload, items, incumbent, limits).run(progress);
    }
    return solution();
  }

  private void requireDevices() {
    for (int item = 0; item < items.count; item++) {
      boolean somewhere = items.cpus > 0 || items.allowed[item] && items.accelerators > 0;
      if (!somewhere) {
        long id = workload.nodes().get(items.nodes[item][0]).id();
        throw new UserException(
            "Node %d, with those that must be with it, fits no accelerator and there is no CPU: raise maxSizePerFPGA or maxCPUs."
                .formatted(id));
      }
    }
  }

  private void allOnOneDevice() {
    int[] on = new int[items.count];
    for (int device : new int[] {0, items.accelerators}) {
      if (device < items.accelerators + items.cpus) {
        Arrays.fill(on, device);
        incumbent.offer(items, on);
      }
    }
  }

  private LoadSolution solution() {
    int[] on = incumbent.onByNode();
    if (on == null) {
      progress.check();
      throw new UserException(
          incumbent.secondsLeft() > 0
              ? "No split keeps every accelerator within maxSizePerFPGA: allow more memory or more devices."
              : "No split was found in %.0f s: allow more time, memory or devices."
                  .formatted(limits.timeLimitSeconds()));
    }
    Split bare = split(on, new double[items.accelerators + items.cpus]);
    SplitScore score = SplitScorer.score(workload, bare);
    if (!score.problems().isEmpty() || contiguous && !score.contiguous()) {
      throw new IllegalStateException("the split found is not valid: " + score.problems());
    }
    List<Double> loads = new ArrayList<>(score.acceleratorMs());
    loads.addAll(score.cpuMs());
    double[] loadMs = loads.stream().mapToDouble(Double::doubleValue).toArray();
    double boundMs =
        incumbent.bound() >= incumbent.value()
            ? score.maxLoadMs()
            : Math.min(score.maxLoadMs(), items.ms(incumbent.bound()));
    boolean optimal = score.maxLoadMs() - boundMs <= LoadSolution.PROVED * score.maxLoadMs();
    return new LoadSolution(
        split(on, loadMs), score.maxLoadMs(), boundMs, optimal, incumbent.seconds());
  }

  private Split split(int[] on, double[] loadMs) {
    List<Split.Part> parts = new ArrayList<>();
    for (int device = 0; device < loadMs.length; device++) {
      List<Long> ids = new ArrayList<>();
      for (int node = 0; node < on.length; node++) {
        if (on[node] == device) {
          ids.add(workload.nodes().get(node).id());
        }
      }
      ids.sort(null);
      parts.add(new Split.Part(ids, loadMs[device]));
    }
    int accelerators = workload.accelerators();
    return new Split(parts.subList(0, accelerators), parts.subList(accelerators, parts.size()));
  }
}
