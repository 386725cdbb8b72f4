package io.splitboard.solver.simulated;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;

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

  /**
   * Simulates a program.
   *
   * @param cluster with the profile's links
   * @param stream whether the time between results is wanted
   */
  public static Measures of(Program program, Cluster cluster, Profile profile, boolean stream) {
    Summary lone;
    double periodMs = Double.NaN;
    if (stream) {
      Prediction prediction = Prediction.of(program, cluster, profile);
      lone = prediction.latency();
      periodMs = 1000 / prediction.throughput().throughputPerSecond();
    } else {
      Trace trace = Simulator.simulate(program, profile, cluster, Load.SINGLE);
      lone = Summary.of(trace, program, cluster);
    }
    long memory = 0;
    double squaredMs = 0;
    for (Summary.DeviceUse use : lone.devices().values()) {
      memory = Math.max(memory, use.memoryBytes());
      squaredMs += use.busyMsPerRequest() * use.busyMsPerRequest();
    }
    return new Measures(
        lone.latencyP50Ms(),
        periodMs,
        lone.energyJoulePerRequest(),
        lone.transferBytesPerRequest(),
        memory,
        squaredMs);
  }

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
