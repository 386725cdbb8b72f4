package io.splitboard.app.service;

import io.splitboard.core.workload.Workload;
import java.util.Arrays;

/** The best cuts of a chain on accelerators by its own dynamic program, as a yardstick. */
final class ChainLoad {

  private ChainLoad() {}

  /** The smallest largest load, ms; nodes must be a chain in their order. */
  static double smallestLoadMs(Workload chain) {
    int count = chain.nodes().size();
    double[] output = chain.outputMs();
    double[] best = new double[count + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int device = 0; device < chain.accelerators(); device++) {
      double[] next = new double[count + 1];
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      for (int from = 0; from < count; from++) {
        double work = from == 0 ? 0 : output[from - 1];
        for (int to = from + 1; to <= count; to++) {
          work += chain.nodes().get(to - 1).acceleratorMs();
          double load = work + (to == count ? 0 : output[to - 1]);
          next[to] = Math.min(next[to], Math.max(best[from], load));
        }
      }
      best = next;
      smallest = Math.min(smallest, best[count]);
    }
    return smallest;
  }
}
