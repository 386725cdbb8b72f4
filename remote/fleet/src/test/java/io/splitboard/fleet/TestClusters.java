package io.splitboard.fleet;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import io.splitboard.lab.VirtualDevice;
import io.splitboard.lab.VirtualLab;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small clusters of virtual devices. */
public final class TestClusters {

  private static final double RATE_MBIT = 200;

  /** Of every link. */
  static final double DELAY_MS = 1;

  private TestClusters() {}

  /** Virtual devices with a link from each to each. */
  public static Cluster virtual(double slowdown, String... ids) {
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (String id : ids) {
      devices.add(device(id, new Connection.Virtual(slowdown)));
      for (String other : ids) {
        if (!other.equals(id)) {
          links.add(new Link(id, other, RATE_MBIT, DELAY_MS, Origin.CATALOGUE));
        }
      }
    }
    return new Cluster(devices, links, ids[0], Contention.PER_LINK);
  }

  /** Endpoints of all devices of a lab, shaped as the cluster says. */
  public static Map<String, Endpoint> endpoints(Cluster cluster, VirtualLab lab) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    for (VirtualDevice device : lab.devices()) {
      endpoints.put(
          device.id(), Endpoint.virtual(cluster, endpoint(device), Shaping.USUAL_LEARNING));
    }
    return endpoints;
  }

  /** Endpoint of a device as if it were a real one. */
  public static Endpoint.Ssh endpoint(VirtualDevice device) {
    return new Endpoint.Ssh(
        device.id(),
        device.host(),
        device.port(),
        device.user(),
        Optional.of(device.keyFile()),
        device.knownHosts(),
        0,
        Optional.empty());
  }

  private static Device device(String id, Connection connection) {
    return new Device(
        id,
        "pi-4b",
        new Compute(10, 7.5, 3, 2, 2740, 0.1),
        new Power(2.7, 6.4),
        1L << 30,
        40,
        connection);
  }
}
