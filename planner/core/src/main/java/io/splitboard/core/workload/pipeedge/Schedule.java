package io.splitboard.core.workload.pipeedge;

import java.util.List;

/**
 * Which host runs which layers, in the order of the pipeline.
 *
 * @param stages each behind the one before
 */
public record Schedule(List<Stage> stages) {

  /** Takes a copy. */
  public Schedule {
    stages = List.copyOf(stages);
  }

  /**
   * Consecutive layers on one host.
   *
   * @param host its name
   * @param first number of the first layer, from 1
   * @param last number of the last layer
   */
  public record Stage(String host, int first, int last) {}
}
