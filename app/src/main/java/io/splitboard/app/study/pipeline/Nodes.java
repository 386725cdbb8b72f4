package io.splitboard.app.study.pipeline;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Compute;
import io.splitboard.core.cluster.Connection;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.cluster.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A dispatcher that computes nothing and equal nodes, all linked at one rate. A node does {@value
 * #GMAC_PER_SECOND} billion MACs a second of any kind, starts tasks in no time and has memory that
 * never binds, so that a stage takes as long as its MACs. Powers are those that the catalogue has
 * for a Raspberry Pi 4B.
 *
 * @param count how many nodes
 * @param mbitPerSecond rate of every link; infinite for sending in no time
 */
record Nodes(int count, double mbitPerSecond) {

  static final double GMAC_PER_SECOND = 10;
  static final Power POWER = new Power(2.7, 6.4);
  private static final double NO_LIMIT = 1e12;

  /** Nodes whose links take no time. */
  static Nodes withoutOverhead(int count) {
    return new Nodes(count, NO_LIMIT);
  }

  /** Ids of the nodes in the order of a pipeline. */
  List<String> ids() {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "node-" + i).toList();
  }

  Cluster cluster() {
    List<Device> devices = new ArrayList<>(List.of(device("dispatcher")));
    ids().forEach(id -> devices.add(device(id)));
    List<Link> links = new ArrayList<>();
    for (Device from : devices) {
      for (Device to : devices) {
        if (from != to) {
          links.add(new Link(from.id(), to.id(), mbitPerSecond, 0, Origin.CATALOGUE));
        }
      }
    }
    return new Cluster(devices, links, "dispatcher", Contention.PER_LINK);
  }

  private static Device device(String id) {
    return new Device(
        id,
        "pi-4b",
        new Compute(
            GMAC_PER_SECOND, GMAC_PER_SECOND, GMAC_PER_SECOND, GMAC_PER_SECOND, NO_LIMIT, 0),
        POWER,
        1L << 40,
        NO_LIMIT,
        new Connection.Virtual(1));
  }
}
