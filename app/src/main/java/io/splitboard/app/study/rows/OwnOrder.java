package io.splitboard.app.study.rows;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Trace;
import io.splitboard.solver.rows.RowPartitions;
import io.splitboard.solver.rows.halp.HostShare;
import io.splitboard.solver.rows.halp.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same rows on the same devices as Splitboard runs them: its compiler's tasks and its
 * simulator's firing rule, with the costs of the paper's time model. A task starts when what it
 * reads is there, so a later layer's rows may go before an earlier layer's.
 */
final class OwnOrder {

  private static final int BYTES_PER_PARAMETER = 4;
  private static final long MEMORY_BYTES = 1L << 40;

  private final Network network;
  private final RowPartitions partitions;
  private final Profile profile;
  private final Cluster cluster;

  /**
   * Three equal devices without overheads.
   *
   * @param gmacPerSecond of each
   * @param gigabytesPerSecond how fast each reads weights of dense layers
   */
  OwnOrder(
      Network network,
      double gmacPerSecond,
      double gigabytesPerSecond,
      double mbitPerSecond,
      double delayMs) {
    this.network = network;
    this.partitions = new RowPartitions(network, Map.of());
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    Map<String, DeviceProfile> costs = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      devices.add(device(id(role), gmacPerSecond));
      costs.put(id(role), costs(gmacPerSecond * 1e6, gigabytesPerSecond * 1e6));
      for (Role other : Role.values()) {
        if (other != role) {
          links.add(new Link(id(role), id(other), mbitPerSecond, delayMs, Origin.CATALOGUE));
        }
      }
    }
    this.cluster = new Cluster(devices, links, id(Role.HOST), Contention.PER_PORT);
    this.profile = new Profile(costs, links);
  }

  /** Name of a device. */
  static String id(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Device device(String id, double gmac) {
    return new Device(
        id,
        "pi-4b",
        new Compute(gmac, gmac, gmac, gmac, gmac, 0),
        new Power(0, 0),
        MEMORY_BYTES,
        1,
        new Connection.Local());
  }

  private DeviceProfile costs(double macsPerMs, double bytesPerMs) {
    Map<String, Figure> ms = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      double bytes =
          layer.kind() == LayerKind.DENSE
              ? (double) BYTES_PER_PARAMETER * layer.cost().parameters()
              : 0;
      double value = Math.max(layer.cost().macs() / macsPerMs, bytes / bytesPerMs);
      ms.put(layer.id(), new Figure(value, Origin.CATALOGUE));
    }
    return new DeviceProfile(new Figure(0, Origin.CATALOGUE), ms, Map.of());
  }

  /** Tasks and transfers of these shares. */
  Program program(HostShare share) {
    Partition partition = partitions.of(height -> shares(share, height), id(Role.HOST));
    return Compiler.compile(network, cluster, partition, profile);
  }

  private static List<Placement.Share> shares(HostShare share, long height) {
    List<Placement.Share> shares = new ArrayList<>();
    for (Role role : Role.values()) {
      Range rows = share.rows(role, height);
      shares.add(new Placement.Share(id(role), rows.from(), rows.to()));
    }
    return shares;
  }

  /** One request alone. */
  Trace trace(Program program) {
    return Simulator.simulate(program, profile, cluster, Load.SINGLE);
  }

  /** Latency of one request alone, ms. */
  double latencyMs(HostShare share) {
    return trace(program(share)).requests().get(0).latencyMs();
  }
}
