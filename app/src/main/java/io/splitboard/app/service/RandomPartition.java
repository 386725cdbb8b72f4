package io.splitboard.app.service;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.Violation;
import io.splitboard.core.project.Constraints;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A seeded random partition that is legal. Whole layers follow a walk through the network that
 * stays on the device of one of the layers that it reads from, and now and then jumps to another.
 * So there are several cuts, and branches land on different devices. Layers that share a tensor
 * which cannot travel stay together. Splits are added by {@link RandomSplits}.
 */
final class RandomPartition {

  private static final int TRIES = 100;

  private final Network network;
  private final Cluster cluster;

  private RandomPartition(Network network, Cluster cluster) {
    this.network = network;
    this.cluster = cluster;
  }

  /**
   * A legal partition.
   *
   * @throws UserException with the reason if none was found
   */
  static Partition of(Network network, Cluster cluster, PlacementMix mix, long seed) {
    RandomPartition maker = new RandomPartition(network, cluster);
    SplittableRandom random = new SplittableRandom(seed);
    List<Violation> violations = List.of();
    for (int i = 0; i < TRIES; i++) {
      Partition wholes = maker.draw(random);
      Partition partition = RandomSplits.of(network, cluster, mix, wholes, random);
      violations = Legality.check(network, cluster, Constraints.NONE, partition);
      if (violations.isEmpty()) {
        return partition;
      }
    }
    throw new UserException(
        "No legal partition was found in " + TRIES + " tries: " + violations.get(0).sentence());
  }

  private Partition draw(SplittableRandom random) {
    List<String> devices = cluster.deviceIds();
    double jump = Math.min(0.5, Math.max(0.15, 2.0 * devices.size() / network.layers().size()));
    Map<String, String> placed = new HashMap<>();
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      String device = heldTo(layer, placed);
      if (device == null && random.nextDouble() >= jump) {
        device = follow(layer, placed, random);
      }
      if (device == null) {
        device = devices.get(random.nextInt(devices.size()));
      }
      placed.put(layer.id(), device);
      placements.put(layer.id(), new Placement.Whole(device));
    }
    return new Partition(placements);
  }

  /** The device to which a tensor that cannot travel holds a layer; null if none does. */
  private String heldTo(Layer layer, Map<String, String> placed) {
    return layer.inputs().stream()
        .filter(tensor -> !network.tensor(tensor).type().canTravel())
        .map(tensor -> holder(tensor, placed))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private String holder(String tensor, Map<String, String> placed) {
    return network
        .producer(tensor)
        .map(producer -> placed.get(producer.id()))
        .orElse(cluster.source());
  }

  /** The device of one of the layers that a layer reads from; null for a layer that reads none. */
  private String follow(Layer layer, Map<String, String> placed, SplittableRandom random) {
    List<String> before =
        layer.inputs().stream()
            .flatMap(tensor -> network.producer(tensor).stream())
            .map(producer -> placed.get(producer.id()))
            .toList();
    return before.isEmpty() ? null : before.get(random.nextInt(before.size()));
  }
}
