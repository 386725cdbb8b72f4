package io.splitboard.solver.simulated;

import java.util.Comparator;

/**
 * What a partition is worth.
 *
 * @param excess by how much it breaks limits, relative to what is allowed and added up; 0 if it
 *     keeps all, infinite if it cannot be carried out at all
 * @param value the objective, to be small
 * @param second tells apart partitions with the same value: bytes sent for latency, the sum of the
 *     squares of the devices' times for throughput, else the latency
 */
public record Verdict(double excess, double value, double second) implements Comparable<Verdict> {

  /** Of a partition that cannot be carried out. */
  public static final Verdict IMPOSSIBLE =
      new Verdict(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  private static final Comparator<Verdict> ORDER =
      Comparator.comparingDouble(Verdict::excess)
          .thenComparingDouble(Verdict::value)
          .thenComparingDouble(Verdict::second);

  /** Whether the partition keeps all constraints. */
  public boolean legal() {
    return excess == 0;
  }

  /** Better ones first: keeping limits counts before everything else. */
  @Override
  public int compareTo(Verdict other) {
    return ORDER.compare(this, other);
  }
}
