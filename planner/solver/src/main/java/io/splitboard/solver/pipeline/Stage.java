package io.splitboard.solver.pipeline;

/**
 * Consecutive layers on one device.
 *
 * @param device id
 * @param from number of the first layer in topological order
 * @param to one past the number of the last
 */
public record Stage(String device, int from, int to) {

  /** Checks that there is a layer. */
  public Stage {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("a stage needs layers: " + from + " to " + to);
    }
  }
}
