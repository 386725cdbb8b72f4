package io.splitboard.core.simulation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures of a trace.
 *
 * @param measured true for a live run, false for a simulation
 * @param requests completed requests
 * @param latencyP50Ms median latency
 * @param latencyP99Ms latency that 99 % of the requests stay within
 * @param latencyMeanMs mean latency
 * @param throughputPerSecond results per second
 * @param energyJoulePerRequest always modelled, from busy times and the devices' electric power
 * @param transferBytesPerRequest bytes over all links
 * @param devices use of each device, by id
 * @param links use of each link, by {@code from→to}
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
   * Use of one device.
   *
   * @param busyMsPerRequest time that tasks took
   * @param busyShare share of the whole time, 0 to 1
   * @param weightBytes bytes of the weights that it holds
   * @param memoryBytes weights and the largest set of tensors alive
   * @param energyJoulePerRequest modelled
   */
  public record DeviceUse(
      double busyMsPerRequest,
      double busyShare,
      long weightBytes,
      long memoryBytes,
      double energyJoulePerRequest) {}

  /**
   * Use of one link.
   *
   * @param bytesPerRequest bytes that it carries
   * @param busyMsPerRequest time that it is occupied
   * @param busyShare share of the whole time, 0 to 1
   * @param measuredMbitPerSecond rate seen while it carried something; NaN for a simulation
   */
  public record LinkUse(
      long bytesPerRequest,
      double busyMsPerRequest,
      double busyShare,
      double measuredMbitPerSecond) {}
}
