package io.splitboard.core.workload;

import java.util.List;

/**
 * Which device runs which nodes of a workload.
 *
 * @param accelerators one part for each accelerator; it may be empty
 * @param cpus one part for each CPU; it may be empty
 */
public record Split(List<Part> accelerators, List<Part> cpus) {

  /** Takes copies. */
  public Split {
    accelerators = List.copyOf(accelerators);
    cpus = List.copyOf(cpus);
  }

  /**
   * What one device runs.
   *
   * @param nodes ids
   * @param loadMs as whoever made the split tells it, ms
   */
  public record Part(List<Long> nodes, double loadMs) {

    /** Takes a copy. */
    public Part {
      nodes = List.copyOf(nodes);
    }
  }
}
