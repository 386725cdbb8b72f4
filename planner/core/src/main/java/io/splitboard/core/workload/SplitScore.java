package io.splitboard.core.workload;

import java.util.List;

/**
 * What a split costs, found from the workload alone.
 *
 * @param maxLoadMs the largest load, ms
 * @param acceleratorMs load of each accelerator, ms
 * @param cpuMs load of each CPU, ms
 * @param contiguous whether no path of forward nodes leaves an accelerator's part and comes back
 * @param problems sentences that say what is not allowed about it; empty for a valid split
 */
public record SplitScore(
    double maxLoadMs,
    List<Double> acceleratorMs,
    List<Double> cpuMs,
    boolean contiguous,
    List<String> problems) {

  /** Takes copies. */
  public SplitScore {
    acceleratorMs = List.copyOf(acceleratorMs);
    cpuMs = List.copyOf(cpuMs);
    problems = List.copyOf(problems);
  }
}
