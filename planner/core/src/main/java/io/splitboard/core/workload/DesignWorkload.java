package io.splitboard.core.workload;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A network on a cluster as a workload, and a partition of it as a split, for scorers and solvers
 * of other tools.
 *
 * <p>The form says less than a project: all devices are equal accelerators with the times of one of
 * them, a tensor costs its bytes over one rate, and what a request brings, what it returns and the
 * overhead of tasks cost nothing. Layers that are never run are left out.
 *
 * @param workload one node for each layer; ids are positions of layers, {@code size} their weights
 * @param like id of the device whose times were taken
 * @param mbitPerSecond the rate of the slowest link
 */
public record DesignWorkload(Workload workload, String like, double mbitPerSecond) {

  /**
   * Makes the workload.
   *
   * @param like id of the device whose times and memory all accelerators get; null where all are
   *     alike
   * @throws UserException if devices differ and none is named, or there is no such device
   */
  public static DesignWorkload of(Network network, Cluster cluster, Profile profile, String like) {
    String typical = like == null ? onlyKind(network, cluster, profile) : like;
    if (!cluster.deviceIds().contains(typical)) {
      throw new UserException(
          "There is no device %s whose times all could have: choose one of %s."
              .formatted(typical, String.join(", ", cluster.deviceIds())));
    }
    double mbit =
        profile.linksOf(cluster).stream()
            .mapToDouble(Link::mbitPerSecond)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    Set<String> needed = executed(network);
    List<WorkloadNode> nodes = new ArrayList<>();
    List<WorkloadEdge> edges = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (needed.contains(layer.id())) {
        double ms = profile.layerMs(typical, layer.id());
        double bytes = layer.cost().weightBytes();
        nodes.add(
            new WorkloadNode(
                layer.index(), layer.id(), true, ms, ms, bytes, false, OptionalLong.empty()));
        addEdges(network, layer, needed, mbit, edges);
      }
    }
    double memory = cluster.device(typical).memoryBytes();
    Workload workload = new Workload(cluster.devices().size(), memory, 0, nodes, edges);
    return new DesignWorkload(workload, typical, mbit);
  }

  private static String onlyKind(Network network, Cluster cluster, Profile profile) {
    String first = cluster.deviceIds().get(0);
    for (String other : cluster.deviceIds()) {
      for (Layer layer : network.layers()) {
        if (profile.layerMs(first, layer.id()) != profile.layerMs(other, layer.id())) {
          throw new UserException(
              "%s and %s take different times, and a workload knows equal accelerators only: name the device whose times all get."
                  .formatted(first, other));
        }
      }
    }
    return first;
  }

  /** All edges of a source cost the same, so several outputs count together. */
  private static void addEdges(
      Network network, Layer layer, Set<String> needed, double mbit, List<WorkloadEdge> edges) {
    Set<Integer> readers = new LinkedHashSet<>();
    long bytes = 0;
    for (String output : layer.outputs()) {
      List<Layer> own =
          network.consumers(output).stream().filter(each -> needed.contains(each.id())).toList();
      own.forEach(reader -> readers.add(reader.index()));
      bytes += own.isEmpty() ? 0 : network.tensor(output).bytes();
    }
    for (int reader : readers) {
      edges.add(new WorkloadEdge(layer.index(), reader, 8 * bytes / (mbit * 1000)));
    }
  }

  /** Ids of the layers from which an output can be reached; the others are never run. */
  public static Set<String> executed(Network network) {
    Set<String> tensors = new LinkedHashSet<>(network.outputs());
    Set<String> needed = new LinkedHashSet<>();
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      Layer layer = network.layers().get(i);
      if (layer.outputs().stream().anyMatch(tensors::contains)) {
        needed.add(layer.id());
        tensors.addAll(layer.inputs());
      }
    }
    return needed;
  }

  /**
   * A partition in this form, one accelerator for each device of the cluster in order, with the
   * loads that {@link SplitScorer} finds.
   *
   * @throws UserException if it splits a layer or lets devices take turns
   */
  public Split split(Cluster cluster, Partition partition) {
    Map<String, List<Long>> parts = new LinkedHashMap<>();
    cluster.deviceIds().forEach(id -> parts.put(id, new ArrayList<>()));
    if (!partition.replicas().isEmpty()) {
      throw new UserException(
          "Devices take turns in this design, which a split cannot say: choose another design.");
    }
    for (WorkloadNode node : workload.nodes()) {
      if (!(partition.of(node.name()) instanceof Placement.Whole whole)) {
        throw new UserException(
            "Layer %s is shared out, and a split knows whole layers only: choose another design."
                .formatted(node.name()));
      }
      parts.get(whole.device()).add(node.id());
    }
    Split bare =
        new Split(
            parts.values().stream().map(nodes -> new Split.Part(nodes, Double.NaN)).toList(),
            List.of());
    List<Double> loads = SplitScorer.score(workload, bare).acceleratorMs();
    List<Split.Part> scored = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      scored.add(new Split.Part(bare.accelerators().get(i).nodes(), loads.get(i)));
    }
    return new Split(scored, List.of());
  }
}
