package io.splitboard.app.service;

import io.splitboard.core.workload.Split;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/** The best split of a small workload by trying all, as a yardstick. */
final class EverySplit {

  private final Workload workload;
  private final int devices;
  private final int[] on;
  private double smallest = Double.POSITIVE_INFINITY;

  private EverySplit(Workload workload) {
    this.workload = workload;
    this.devices = workload.accelerators() + workload.cpus();
    this.on = new int[workload.nodes().size()];
  }

  /** The smallest largest load, ms; infinite if no split is allowed. */
  static double smallestLoadMs(Workload workload) {
    EverySplit every = new EverySplit(workload);
    every.place(0, 0);
    return every.smallest;
  }

  /** Accelerators are alike: a new one is always the next. */
  private void place(int node, int used) {
    if (node == on.length) {
      SplitScore score = SplitScorer.score(workload, split());
      if (score.problems().isEmpty()) {
        smallest = Math.min(smallest, score.maxLoadMs());
      }
      return;
    }
    for (int device = 0; device < devices; device++) {
      boolean accelerator = device < workload.accelerators();
      if (!accelerator || device <= used) {
        on[node] = device;
        place(node + 1, accelerator && device == used ? used + 1 : used);
      }
    }
  }

  private Split split() {
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
    int accelerators = workload.accelerators();
    return new Split(parts.subList(0, accelerators), parts.subList(accelerators, devices));
  }
}
