package io.splitboard.core.partition;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.project.Constraints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what keeps a partition from running on a cluster within its constraints. */
public final class Legality {

  private final Network network;
  private final Cluster cluster;
  private final Constraints constraints;
  private final Set<String> deviceIds;
  private final Routes routes;
  private final Map<String, String> deviceOf = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private Legality(Network network, Cluster cluster, Constraints constraints) {
    this.network = network;
    this.cluster = cluster;
    this.constraints = constraints;
    this.deviceIds = new HashSet<>(cluster.deviceIds());
    this.routes = new Routes(cluster.links());
  }

  /**
   * Everything that is wrong, in the order of the layers, then of the devices; empty if nothing is.
   * Link budgets are not looked at: see {@link io.splitboard.core.program.LinkBudgets}.
   */
  public static List<Violation> check(
      Network network, Cluster cluster, Constraints constraints, Partition partition) {
    List<Violation> violations =
        new ArrayList<>(checkPlacements(network, cluster, constraints, partition));
    Limits.overruns(network, cluster, constraints, partition)
        .forEach(overrun -> violations.add(overrun.violation()));
    return List.copyOf(violations);
  }

  /** What is wrong with the placements of layers, whatever they come to on each device. */
  public static List<Violation> checkPlacements(
      Network network, Cluster cluster, Constraints constraints, Partition partition) {
    Legality legality = new Legality(network, cluster, constraints);
    legality.checkPlacements(partition);
    legality.checkCuts();
    legality.violations.addAll(ReplicaRules.violations(network, cluster, constraints, partition));
    return List.copyOf(legality.violations);
  }

  /**
   * Weights and largest working memory of the layers on each device, bytes, by device id. Of a
   * split layer's working memory a device takes its share. Devices that take turns with another
   * hold all that it does. Devices that compute nothing are absent.
   */
  public static Map<String, Long> memoryBytes(Network network, Partition partition) {
    long[] working = WorkingMemory.bytes(network);
    Map<String, Long> weights = new LinkedHashMap<>();
    Map<String, Long> largest = new HashMap<>();
    for (Layer layer : network.layers()) {
      Placement placement = partition.placements().get(layer.id());
      if (placement != null) {
        for (LayerMemory part : LayerMemory.of(network, layer, placement)) {
          weights.merge(part.device(), part.weightBytes(), Long::sum);
          long bytes = Math.round(part.share() * working[layer.index()]);
          largest.merge(part.device(), bytes, Math::max);
        }
      }
    }
    weights.replaceAll((device, bytes) -> bytes + largest.get(device));
    partition
        .replicas()
        .forEach(
            (device, others) ->
                others.forEach(
                    other -> weights.merge(other, weights.getOrDefault(device, 0L), Long::sum)));
    return weights;
  }

  private void checkPlacements(Partition partition) {
    for (Layer layer : network.layers()) {
      Placement placement = partition.placements().get(layer.id());
      if (placement == null) {
        add(layer, "", "Layer %s is on no device: place it.".formatted(layer.id()));
      } else {
        boolean known = true;
        for (String device : placement.devices()) {
          known &= checkDevice(layer, device);
        }
        if (known && placement instanceof Placement.Whole whole) {
          deviceOf.put(layer.id(), whole.device());
        } else if (known) {
          Splits.problem(network, layer, (Placement.Split) placement)
              .ifPresent(sentence -> add(layer, "", sentence));
        }
      }
    }
  }

  /** Whether the device is in the cluster. */
  private boolean checkDevice(Layer layer, String device) {
    if (!deviceIds.contains(device)) {
      add(
          layer,
          "",
          "Layer %s is on %s, which is not in the cluster: move it to one of %s."
              .formatted(layer.id(), device, String.join(", ", cluster.deviceIds())));
      return false;
    }
    String pin = constraints.pins().get(layer.id());
    if (pin != null && !pin.equals(device)) {
      add(
          layer,
          device,
          "Layer %s is pinned to %s but placed on %s: move it or remove the pin."
              .formatted(layer.id(), pin, device));
    }
    if (constraints.exclusions().getOrDefault(layer.id(), Set.of()).contains(device)) {
      add(
          layer,
          device,
          "Layer %s must not be on %s: move it or remove the exclusion."
              .formatted(layer.id(), device));
    }
    return true;
  }

  /** Between whole layers; what split ones exchange is known once they are compiled. */
  private void checkCuts() {
    for (String input : network.inputs()) {
      checkTensor(input, null, cluster.source());
    }
    for (Layer layer : network.layers()) {
      String device = deviceOf.get(layer.id());
      if (device != null) {
        layer.outputs().forEach(tensor -> checkTensor(tensor, layer, device));
      }
    }
  }

  private void checkTensor(String name, Layer producer, String from) {
    Tensor tensor = network.tensor(name);
    Set<String> reached = new LinkedHashSet<>();
    for (Layer reader : network.consumers(name)) {
      String to = deviceOf.get(reader.id());
      if (to != null && !to.equals(from) && reached.add(to)) {
        checkCrossing(tensor, producer, from, reader, to);
      }
    }
    if (network.outputs().contains(name) && !from.equals(cluster.source()) && producer != null) {
      if (reached.add(cluster.source())) {
        checkCrossing(tensor, producer, from, null, cluster.source());
      }
    }
  }

  private void checkCrossing(Tensor tensor, Layer producer, String from, Layer reader, String to) {
    Layer shown = reader != null ? reader : producer;
    if (!tensor.type().canTravel()) {
      add(shown, to, CutMessages.cannotTravel(tensor, producer, reader));
    } else if (routes.route(from, to, tensor.bytes()).isEmpty()) {
      add(shown, to, CutMessages.noRoute(tensor, from, to));
    }
  }

  private void add(Layer layer, String device, String sentence) {
    violations.add(new Violation(layer.id(), device, sentence));
  }
}
