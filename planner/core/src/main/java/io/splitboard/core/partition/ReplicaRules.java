package io.splitboard.core.partition;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Constraints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what keeps devices from taking turns. Memory and links are looked at elsewhere. */
final class ReplicaRules {

  private final Network network;
  private final Cluster cluster;
  private final Constraints constraints;
  private final Partition partition;
  private final Set<String> used = new HashSet<>();
  private final Map<String, String> takenBy = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private ReplicaRules(
      Network network, Cluster cluster, Constraints constraints, Partition partition) {
    this.network = network;
    this.cluster = cluster;
    this.constraints = constraints;
    this.partition = partition;
  }

  /** What is wrong with the devices that take turns; empty if nothing is. */
  static List<Violation> violations(
      Network network, Cluster cluster, Constraints constraints, Partition partition) {
    if (partition.replicas().isEmpty()) {
      return List.of();
    }
    return new ReplicaRules(network, cluster, constraints, partition).check();
  }

  private List<Violation> check() {
    partition.placements().values().forEach(placement -> used.addAll(placement.devices()));
    partition
        .replicas()
        .forEach(
            (device, others) -> {
              if (!used.contains(device)) {
                add(
                    "",
                    device,
                    "%s has no layers, so no device can take turns with it: remove its replicas."
                        .formatted(device));
              } else if (device.equals(cluster.source())) {
                add(
                    "",
                    device,
                    "%s is where requests start and end, so no other device can take turns with it: remove its replicas."
                        .formatted(device));
              }
              others.forEach(other -> check(device, other));
            });
    return violations;
  }

  private void check(String device, String other) {
    String before = takenBy.putIfAbsent(other, device);
    if (!cluster.deviceIds().contains(other)) {
      add(
          "",
          device,
          "There is no device %s to take turns with %s: choose one of %s."
              .formatted(other, device, String.join(", ", cluster.deviceIds())));
    } else if (other.equals(cluster.source())) {
      add(
          "",
          other,
          "%s is where requests start and end, so it cannot take turns with %s: choose another device."
              .formatted(other, device));
    } else if (used.contains(other)) {
      add(
          "",
          other,
          "%s has layers of its own, so it cannot take turns with %s: choose a device without layers."
              .formatted(other, device));
    } else if (before != null) {
      add(
          "",
          other,
          "%s takes turns with %s and with %s: leave it to one of them."
              .formatted(other, before, device));
    } else {
      constraints(device, other);
    }
  }

  private void constraints(String device, String other) {
    for (Layer layer : network.layers()) {
      Placement placement = partition.placements().get(layer.id());
      if (placement == null || !placement.devices().contains(device)) {
        continue;
      }
      if (constraints.pins().containsKey(layer.id())) {
        add(
            layer.id(),
            other,
            "Layer %s is pinned to %s but %s takes turns with it: remove the pin or the replica."
                .formatted(layer.id(), constraints.pins().get(layer.id()), other));
      }
      if (constraints.exclusions().getOrDefault(layer.id(), Set.of()).contains(other)) {
        add(
            layer.id(),
            other,
            "Layer %s must not be on %s, which takes turns with %s: remove the exclusion or the replica."
                .formatted(layer.id(), other, device));
      }
    }
  }

  private void add(String layer, String device, String sentence) {
    violations.add(new Violation(layer, device, sentence));
  }
}
