package io.splitboard.separable.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The candidates that no other candidate dominates. */
public final class ParetoFront {

  private ParetoFront() {}

  /** The front over accuracy, bytes and latency, fewest bytes first. Quadratic in time. */
  public static List<Candidate> of(Collection<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidates.stream().noneMatch(other -> other.dominates(candidate)))
        .sorted(
            Comparator.comparingLong(Candidate::bytes)
                .thenComparing(Comparator.comparingDouble(Candidate::accuracy).reversed())
                .thenComparing(candidate -> candidate.policy().bits()))
        .toList();
  }
}
