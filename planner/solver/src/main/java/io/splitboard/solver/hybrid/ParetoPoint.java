package io.splitboard.solver.hybrid;

import io.splitboard.core.partition.Partition;

/**
 * A partition and what it is worth by two objectives, both as simulated.
 *
 * @param first value of the first objective, in its unit
 * @param second value of the second one
 */
public record ParetoPoint(Partition partition, double first, double second) {

  /** Whether this one is no worse by both objectives and better by one. */
  public boolean dominates(ParetoPoint other) {
    return first <= other.first
        && second <= other.second
        && (first < other.first || second < other.second);
  }
}
