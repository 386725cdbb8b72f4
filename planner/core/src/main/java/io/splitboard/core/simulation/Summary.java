package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.program.Program;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a trace comes to.
 *
 * @param measured whether the trace is of a live run
 * @param requests how many completed
 * @param latencyP50Ms median latency, by nearest rank
 * @param latencyP99Ms 99th percentile of latency, by nearest rank: the maximum below 100 requests
 * @param latencyMeanMs mean latency
 * @param throughputPerSecond completed requests per second while as many were in flight as allowed;
 *     for one request, how many such would fit one after another
 * @param energyJoulePerRequest modelled in every case, never measured: on each device that takes
 *     part, load power while it computes and idle power for the rest of the time between results
 *     (the energy model of DEFER without the radio's share)
 * @param transferBytesPerRequest bytes on all links
 * @param devices what each device that takes part does, by id
 * @param links what each link in use does, by {@code a→b}
 */
public record Summary(
    boolean measured,
    int requests,
    double latencyP50Ms,
    double latencyP99Ms,
    double latencyMeanMs,
    double throughputPerSecond,
    double energyJoulePerRequest,
    long transferBytesPerRequest,
    Map<String, DeviceUse> devices,
    Map<String, LinkUse> links) {

  /** Copies the maps, keeping their order. */
  public Summary {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
  }

  /**
   * What a device does.
   *
   * @param busyMsPerRequest time that it computes for one request
   * @param busyShare share of the time between results that it computes, 0 to 1
   * @param weightBytes weights on it
   * @param memoryBytes weights and the largest working memory of its tasks
   * @param energyJoulePerRequest modelled energy
   */
  public record DeviceUse(
      double busyMsPerRequest,
      double busyShare,
      long weightBytes,
      long memoryBytes,
      double energyJoulePerRequest) {}

  /**
   * What a link does.
   *
   * @param bytesPerRequest bytes that it carries for one request
   * @param busyMsPerRequest time that these occupy it at its rate, without the delay
   * @param busyShare share of the time between results that it is occupied, 0 to 1
   * @param measuredMbitPerSecond bits carried by the time from first byte sent to last received;
   *     below the link's rate because the delay is in it; NaN in a simulation
   */
  public record LinkUse(
      long bytesPerRequest,
      double busyMsPerRequest,
      double busyShare,
      double measuredMbitPerSecond) {}

  /**
   * Sums a trace up.
   *
   * @param cluster power of the devices and rates of the links
   * @throws IllegalArgumentException if no request of the trace completed
   */
  public static Summary of(Trace trace, Program program, Cluster cluster) {
    return new Summarizer(trace, program, cluster).summary();
  }
}
