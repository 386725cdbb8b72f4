package io.splitboard.solver.load;

import io.splitboard.core.workload.Split;

/**
 * A split of a workload and what is known about it.
 *
 * @param split which device runs what, with loads
 * @param maxLoadMs its largest load, ms
 * @param boundMs proved: no split of the kind that was asked for has a smaller largest load, ms
 * @param optimal whether bound and load agree to within {@link #PROVED}
 * @param seconds how long the search took
 */
public record LoadSolution(
    Split split, double maxLoadMs, double boundMs, boolean optimal, double seconds) {

  /** Relative distance within which a load counts as proved. */
  public static final double PROVED = 1e-6;

  /** Relative distance between load and bound: (load − bound) / load. */
  public double gap() {
    return maxLoadMs <= 0 ? 0 : Math.max(0, (maxLoadMs - boundMs) / maxLoadMs);
  }
}
