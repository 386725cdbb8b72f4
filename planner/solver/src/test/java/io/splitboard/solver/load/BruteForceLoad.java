package io.splitboard.solver.load;

import io.splitboard.core.workload.Split;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadEdge;
import io.splitboard.core.workload.WorkloadNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The best split by trying all, judged by the scorer; it shares no code with the solver. */
final class BruteForceLoad {

  private final Workload workload;
  private final boolean contiguous;
  private final int devices;
  private final int[] on;
  private double best = Double.POSITIVE_INFINITY;

  private BruteForceLoad(Workload workload, boolean contiguous) {
    this.workload = workload;
    this.contiguous = contiguous;
    this.devices = workload.accelerators() + workload.cpus();
    this.on = new int[workload.nodes().size()];
  }

  /** The smallest largest load, ms; infinite if no split is allowed. */
  static double best(Workload workload, boolean contiguous) {
    BruteForceLoad search = new BruteForceLoad(workload, contiguous);
    search.place(0, 0);
    return search.best;
  }

  private void place(int node, int usedAccelerators) {
    if (node == on.length) {
      judge();
      return;
    }
    for (int device = 0; device < devices; device++) {
      boolean accelerator = device < workload.accelerators();
      if (accelerator && device > usedAccelerators) {
        continue;
      }
      on[node] = device;
      place(node + 1, accelerator ? Math.max(usedAccelerators, device + 1) : usedAccelerators);
    }
  }

  private void judge() {
    List<Split.Part> parts = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      List<Long> ids = new ArrayList<>();
      for (int node = 0; node < on.length; node++) {
        if (on[node] == device) {
          ids.add(workload.nodes().get(node).id());
        }
      }
      parts.add(new Split.Part(ids, 0));
    }
    SplitScore score =
        SplitScorer.score(
            workload,
            new Split(
                parts.subList(0, workload.accelerators()),
                parts.subList(workload.accelerators(), devices)));
    if (score.maxLoadMs() < best
        && score.problems().isEmpty()
        && (!contiguous || devicesHaveAnOrder())) {
      best = score.maxLoadMs();
    }
  }

  /**
   * Whether devices can be ordered so that all edges of the forward pass go forward, where backward
   * nodes without a forward node of their class count as mirrored.
   */
  private boolean devicesHaveAnOrder() {
    Map<Long, Integer> indices = workload.indices();
    boolean[][] before = new boolean[devices][devices];
    for (WorkloadEdge edge : workload.edges()) {
      WorkloadNode source = workload.nodes().get(indices.get(edge.source()));
      WorkloadNode target = workload.nodes().get(indices.get(edge.target()));
      int from = on[indices.get(edge.source())];
      int to = on[indices.get(edge.target())];
      if (!source.backward() && !target.backward()) {
        before[from][to] = true;
      } else if (source.backward() && target.backward() && (orphan(source) || orphan(target))) {
        before[to][from] = true;
      }
    }
    Set<Integer> left = new HashSet<>();
    for (int device = 0; device < devices; device++) {
      left.add(device);
    }
    while (!left.isEmpty()) {
      Integer first =
          left.stream()
              .filter(d -> left.stream().noneMatch(other -> !other.equals(d) && before[other][d]))
              .findAny()
              .orElse(null);
      if (first == null) {
        return false;
      }
      left.remove(first);
    }
    return true;
  }

  private boolean orphan(WorkloadNode node) {
    return node.colorClass().isEmpty()
        || workload.nodes().stream()
            .noneMatch(other -> !other.backward() && other.colorClass().equals(node.colorClass()));
  }
}
