package io.splitboard.solver;

import io.splitboard.core.partition.Partition;

/**
 * What a solver found.
 *
 * @param partition the best that it knows
 * @param value the objective in the solver's own model, in the objective's unit. The simulation of
 *     the compiled program may differ where that model says so; {@link
 *     io.splitboard.solver.simulated.Simulated} reports the simulation's
 * @param bound no partition has a smaller value in the solver's model
 * @param status whether that is proved
 * @param seconds how long it took
 */
public record Solution(
    Partition partition, double value, double bound, Status status, double seconds) {

  /** What is known about a solution. */
  public enum Status {
    /** No better one exists, to within the gap that was asked for. */
    OPTIMAL,
    /** It keeps all constraints; a better one may exist. */
    FEASIBLE
  }

  /** Relative distance of the value from the bound, 0 when it is proved exactly. */
  public double gap() {
    return value <= 0 ? 0 : Math.max(0, (value - bound) / value);
  }
}
