package io.splitboard.solver.simulated;

import io.splitboard.core.project.Objective;

/**
 * All that an objective can ask about a partition, by simulation of its program.
 *
 * @param latencyMs of a lone request
 * @param periodMs time between results of a stream; NaN if nobody asked for it, since streams take
 *     most of the time of a judgement
 * @param joule modelled energy of a lone request
 * @param bytes on all links for one request
 * @param memoryBytes weights and working memory of the device that needs most
 * @param squaredMs sum of the squares of the devices' times for one request, ms²: small where work
 *     is spread evenly
 */
public record Measures(
    double latencyMs,
    double periodMs,
    double joule,
    long bytes,
    long memoryBytes,
    double squaredMs) {

  /** The value of an objective. */
  public double of(Objective objective) {
    return switch (objective) {
      case LATENCY -> latencyMs;
      case THROUGHPUT -> periodMs;
      case ENERGY -> joule;
      case BYTES -> bytes;
      case MEMORY -> memoryBytes;
    };
  }

  /** What tells apart partitions with the same value of an objective, see {@link Verdict}. */
  double second(Objective objective) {
    return switch (objective) {
      case LATENCY -> bytes;
      case THROUGHPUT -> squaredMs;
      case ENERGY, BYTES, MEMORY -> latencyMs;
    };
  }
}
