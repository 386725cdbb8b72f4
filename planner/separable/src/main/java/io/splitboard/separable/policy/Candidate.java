package io.splitboard.separable.policy;

/**
 * A policy that was evaluated.
 *
 * @param policy which points exchange
 * @param accuracy share of right answers, 0 to 1
 * @param bytes D(t)
 * @param latencyMs modelled T(t), never measured
 */
public record Candidate(Policy policy, double accuracy, long bytes, double latencyMs) {

  /** No worse in accuracy, bytes and latency, and better in one of them. */
  public boolean dominates(Candidate other) {
    boolean noWorse =
        accuracy >= other.accuracy && bytes <= other.bytes && latencyMs <= other.latencyMs;
    return noWorse
        && (accuracy > other.accuracy || bytes < other.bytes || latencyMs < other.latencyMs);
  }
}
