package io.splitboard.solver.preload;

import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Solution;

/**
 * A solved program with the network that it is about.
 *
 * @param data the network's layers as layers of the program
 * @param mode when weights are loaded
 * @param solution what was found
 */
public record PreloadPlan(NetworkInstance data, LoadingMode mode, PreloadSolution solution) {

  /** The assignment as a partition of the network. */
  public Partition partition() {
    int layers = data.instance().layers().size();
    return data.partition(solution.schedule().deviceOf(layers));
  }

  /** The same as any solver answers. */
  public Solution asSolution() {
    return new Solution(
        partition(), solution.value(), solution.bound(), solution.status(), solution.seconds());
  }
}
