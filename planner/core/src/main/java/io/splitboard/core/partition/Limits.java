package io.splitboard.core.partition;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Constraints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Limits that say how much there may be of something: memory and work on a device, and devices.
 * Devices that are not in the cluster are left to {@link Legality}.
 */
public final class Limits {

  /** Shares are rounded to whole rows and channels, sums to binary fractions. */
  private static final double TOLERANCE = 1e-9;

  private Limits() {}

  /** Limits that a partition does not keep, memory first. */
  public static List<Overrun> overruns(
      Network network, Cluster cluster, Constraints constraints, Partition partition) {
    List<Overrun> overruns = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>(cluster.deviceIds());
    Legality.memoryBytes(network, partition)
        .forEach(
            (id, bytes) -> {
              if (known.contains(id)) {
                memory(cluster, constraints, id, bytes, overruns);
              }
            });
    if (!constraints.shareLimits().isEmpty()) {
      shares(network, partition).forEach((id, share) -> share(constraints, id, share, overruns));
    }
    if (constraints.maxDevices() > 0) {
      count(constraints.maxDevices(), partition, overruns);
    }
    return overruns;
  }

  private static void memory(
      Cluster cluster, Constraints constraints, String id, long bytes, List<Overrun> overruns) {
    long limit = constraints.memoryBytes().getOrDefault(id, cluster.device(id).memoryBytes());
    if (bytes > limit) {
      String sentence =
          "The layers on %s need %s of memory but it has %s: move some to another device."
              .formatted(id, CutMessages.megabytes(bytes), CutMessages.megabytes(limit));
      overruns.add(Overrun.of(id, bytes, limit, sentence));
    }
  }

  private static void share(
      Constraints constraints, String id, double share, List<Overrun> overruns) {
    double limit = constraints.shareLimits().getOrDefault(id, 1.0);
    if (share > limit + TOLERANCE) {
      String sentence =
          String.format(
              Locale.ROOT,
              "%s does %.1f %% of the work but may do %.1f %%: move layers to another device.",
              id,
              100 * share,
              100 * limit);
      overruns.add(Overrun.of(id, share, limit, sentence));
    }
  }

  private static void count(int most, Partition partition, List<Overrun> overruns) {
    Set<String> used = new LinkedHashSet<>();
    partition.placements().values().forEach(placement -> used.addAll(placement.devices()));
    partition.replicas().values().forEach(used::addAll);
    if (used.size() > most) {
      String sentence =
          "%d devices compute (%s) but at most %d may: move the layers of one to another."
              .formatted(used.size(), String.join(", ", used), most);
      overruns.add(Overrun.of("", used.size(), most, sentence));
    }
  }

  /**
   * Each device's share of the network's multiply-accumulates, by id; rows that several devices
   * compute count for each, of devices that take turns each does its part of the requests. Empty
   * for a network without any.
   */
  public static Map<String, Double> shares(Network network, Partition partition) {
    Map<String, Double> macs = new LinkedHashMap<>();
    double all = 0;
    for (Layer layer : network.layers()) {
      Placement placement = partition.placements().get(layer.id());
      double own = layer.cost().macs();
      all += own;
      if (placement instanceof Placement.Whole whole) {
        macs.merge(whole.device(), own, Double::sum);
      } else if (placement instanceof Placement.Split split) {
        double extent = Math.max(1, Splits.extent(network, layer, split.kind()));
        for (Placement.Share share : split.shares()) {
          macs.merge(share.device(), own * (share.to() - share.from()) / extent, Double::sum);
        }
      }
    }
    double sum = all;
    if (sum == 0) {
      return Map.of();
    }
    macs.replaceAll((device, own) -> own / sum);
    partition
        .replicas()
        .forEach(
            (device, others) -> {
              double each = macs.getOrDefault(device, 0.0) / (1 + others.size());
              partition.team(device).forEach(one -> macs.put(one, each));
            });
    return macs;
  }
}
