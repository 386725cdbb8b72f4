package io.splitboard.app.study.layers;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import java.util.List;

/**
 * The devices and links that docs/methods/layers.md states: one MAC rate for each device, memory
 * that never binds, 4G between edge and cloud. Powers are not stated, so none are given.
 */
final class EdgeHubCloud {

  private static final double FAST_MEMORY_MB_PER_SECOND = 1e9;
  private static final long MEMORY_BYTES = 1L << 40;

  private EdgeHubCloud() {}

  /** The cluster with all link rates multiplied by a factor; delays stay. */
  static Cluster cluster(double rateFactor) {
    return new Cluster(
        List.of(device("edge", 4, 40), device("hub", 30, 200), device("cloud", 2000, 3000)),
        List.of(
            link("edge", "hub", 50 * rateFactor, 3),
            link("hub", "edge", 50 * rateFactor, 3),
            link("hub", "cloud", 20 * rateFactor, 30),
            link("cloud", "hub", 100 * rateFactor, 30),
            link("edge", "cloud", 5.85 * rateFactor, 50),
            link("cloud", "edge", 13.76 * rateFactor, 50)),
        "edge",
        Contention.PER_LINK);
  }

  private static Device device(String id, double gmacPerSecond, double loadMegabytesPerSecond) {
    return new Device(
        id,
        "pi-4b",
        new Compute(
            gmacPerSecond,
            gmacPerSecond,
            gmacPerSecond,
            gmacPerSecond,
            FAST_MEMORY_MB_PER_SECOND,
            0),
        new Power(0, 0),
        MEMORY_BYTES,
        loadMegabytesPerSecond,
        new Connection.Virtual(1));
  }

  private static Link link(String from, String to, double mbitPerSecond, double roundTripMs) {
    return new Link(from, to, mbitPerSecond, roundTripMs / 2, Origin.CATALOGUE);
  }
}
