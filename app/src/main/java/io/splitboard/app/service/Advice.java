package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.simulation.Prediction;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a partition is worth its trouble, by prediction: against the best single device, on which
 * the whole network fits.
 *
 * @param device the single device with the smallest latency; null if the network fits on none
 * @param singleLatencyMs predicted latency there; NaN if there is none
 * @param singleThroughputPerSecond predicted throughput there; NaN if there is none
 * @param latencyGain single device's latency over the partition's
 * @param throughputGain the partition's throughput over the single device's
 * @param sentence what to make of it
 */
public record Advice(
    String device,
    double singleLatencyMs,
    double singleThroughputPerSecond,
    double latencyGain,
    double throughputGain,
    String sentence) {

  /** Gains below this are within what predictions can tell. */
  private static final double NOTICEABLE = 1.05;

  /** Whether distributing gains noticeably in latency or in throughput. */
  public boolean worthIt() {
    return device == null || latencyGain >= NOTICEABLE || throughputGain >= NOTICEABLE;
  }

  /** Compares a partition with all layers on the best single device. */
  public static Advice of(Network network, Cluster cluster, Profile profile, Partition partition) {
    Prediction split = Prediction.of(network, cluster, profile, partition);
    String best = null;
    Prediction single = null;
    for (String device : cluster.deviceIds()) {
      Partition whole = Partition.onOneDevice(network, device);
      if (Legality.check(network, cluster, Constraints.NONE, whole).isEmpty()) {
        Prediction alone = Prediction.of(network, cluster, profile, whole);
        if (single == null || latencyMs(alone) < latencyMs(single)) {
          best = device;
          single = alone;
        }
      }
    }
    return single == null ? onNone() : of(partition, split, best, single);
  }

  private static Advice of(
      Partition partition, Prediction split, String device, Prediction single) {
    double latencyGain = latencyMs(single) / latencyMs(split);
    double throughputGain = throughput(split) / throughput(single);
    return new Advice(
        device,
        latencyMs(single),
        throughput(single),
        latencyGain,
        throughputGain,
        sentence(partition, device, latencyMs(single), latencyGain, throughputGain));
  }

  private static Advice onNone() {
    return new Advice(
        null,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        "The network fits on no single device, so it has to be distributed.");
  }

  private static String sentence(
      Partition partition, String device, double singleMs, double latency, double throughput) {
    if (partition.devices().equals(Set.of(device))) {
      return "All layers are on " + device + ", the fastest single device.";
    }
    String gains =
        String.format(
            Locale.ROOT,
            "%.2f× the speed of %s alone (%.1f ms) for one request and %.2f× for many",
            latency,
            device,
            singleMs,
            throughput);
    boolean worthIt = latency >= NOTICEABLE || throughput >= NOTICEABLE;
    return worthIt
        ? "Predicted " + gains + "."
        : "Do not distribute: predicted " + gains + "; use " + device + " alone.";
  }

  private static double latencyMs(Prediction prediction) {
    return prediction.latency().latencyP50Ms();
  }

  private static double throughput(Prediction prediction) {
    return prediction.throughput().throughputPerSecond();
  }
}
