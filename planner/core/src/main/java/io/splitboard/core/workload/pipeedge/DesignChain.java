package io.splitboard.core.workload.pipeedge;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.workload.DesignWorkload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network on a cluster as PipeEdge's chain of layers, and a partition of it as a schedule. A
 * layer of the chain is all that lies between two places at which a single tensor is alive. Each
 * has the times of its layers on each device; overheads of tasks are not in this form, and a device
 * sends and receives at the rate of its slowest link.
 *
 * @param chain what PipeEdge reads
 * @param blocks ids of the network's layers in each layer of the chain
 */
public record DesignChain(LayerChain chain, List<List<String>> blocks) {

  private static final double MEGABYTE = 1 << 20;
  private static final int FLOAT_BYTES = 4;

  /** Makes the chain. */
  public static DesignChain of(Network network, Cluster cluster, Profile profile) {
    List<List<Layer>> blocks = new ArrayList<>();
    List<LayerChain.Layer> layers = new ArrayList<>();
    List<Layer> open = new ArrayList<>();
    Set<String> needed = DesignWorkload.executed(network);
    Set<String> alive = new LinkedHashSet<>(network.inputs());
    for (Layer layer : network.layers()) {
      if (!needed.contains(layer.id())) {
        continue;
      }
      open.add(layer);
      alive.addAll(layer.outputs());
      alive.removeIf(tensor -> !readBehind(network, needed, tensor, layer.index()));
      if (alive.size() == 1 || isLast(network, needed, layer)) {
        layers.add(chainLayer(network, open, alive));
        blocks.add(open);
        open = new ArrayList<>();
      }
    }
    long inputs = network.inputs().stream().mapToLong(input -> floats(network, input)).sum();
    LayerChain chain =
        new LayerChain(
            network.name(), "torch.float32", 1, inputs, layers, types(cluster, profile, blocks));
    return new DesignChain(
        chain, blocks.stream().map(block -> block.stream().map(Layer::id).toList()).toList());
  }

  private static boolean isLast(Network network, Set<String> needed, Layer layer) {
    return network.layers().stream()
        .noneMatch(other -> other.index() > layer.index() && needed.contains(other.id()));
  }

  /** Whether a later layer reads a tensor, or the request returns it. */
  private static boolean readBehind(Network network, Set<String> needed, String tensor, int index) {
    return network.outputs().contains(tensor)
        || network.consumers(tensor).stream()
            .anyMatch(reader -> reader.index() > index && needed.contains(reader.id()));
  }

  private static LayerChain.Layer chainLayer(
      Network network, List<Layer> block, Set<String> alive) {
    long weights = block.stream().mapToLong(layer -> layer.cost().weightBytes()).sum();
    long made = alive.stream().mapToLong(tensor -> floats(network, tensor)).sum();
    return new LayerChain.Layer(weights / MEGABYTE, made);
  }

  /** Bytes as numbers of four bytes, which is what the type of the profile says. */
  private static long floats(Network network, String tensor) {
    return (network.tensor(tensor).bytes() + FLOAT_BYTES - 1) / FLOAT_BYTES;
  }

  /** Devices with equal figures are one type, called after their model. */
  private static List<LayerChain.DeviceType> types(
      Cluster cluster, Profile profile, List<List<Layer>> blocks) {
    Map<Kind, List<String>> alike = new LinkedHashMap<>();
    for (Device device : cluster.devices()) {
      List<Double> seconds = new ArrayList<>();
      for (List<Layer> block : blocks) {
        double ms = 0;
        for (Layer layer : block) {
          ms += profile.layerMs(device.id(), layer.id());
        }
        seconds.add(ms / 1000);
      }
      double megabit = slowest(cluster, profile, device.id()) * 1e6 / MEGABYTE;
      Kind kind = new Kind(device.model(), megabit, device.memoryBytes() / MEGABYTE, seconds);
      alike.computeIfAbsent(kind, key -> new ArrayList<>()).add(device.id());
    }
    List<LayerChain.DeviceType> types = new ArrayList<>();
    Set<String> names = new HashSet<>();
    alike.forEach(
        (kind, hosts) -> {
          String name = names.add(kind.model()) ? kind.model() : kind.model() + "-" + hosts.get(0);
          types.add(
              new LayerChain.DeviceType(
                  name, kind.megabit(), kind.megabytes(), kind.seconds(), hosts));
        });
    return types;
  }

  /** What devices of one type have in common. */
  private record Kind(String model, double megabit, double megabytes, List<Double> seconds) {}

  private static double slowest(Cluster cluster, Profile profile, String device) {
    return profile.linksOf(cluster).stream()
        .filter(link -> link.from().equals(device) || link.to().equals(device))
        .mapToDouble(Link::mbitPerSecond)
        .min()
        .orElse(0);
  }

  /**
   * A partition as a schedule.
   *
   * @throws UserException if it is no chain of stages, each on a device of its own, that are cut
   *     where a single tensor is alive
   */
  public Schedule schedule(Partition partition) {
    List<Schedule.Stage> stages = new ArrayList<>();
    Set<String> used = new HashSet<>();
    if (!partition.replicas().isEmpty()) {
      throw new UserException(
          "Devices take turns in this design, which PipeEdge's schedules cannot say: choose another design.");
    }
    int first = 1;
    for (int block = 0; block < blocks.size(); block++) {
      String device = device(partition, blocks.get(block));
      boolean ends =
          block + 1 == blocks.size() || !device.equals(device(partition, blocks.get(block + 1)));
      if (ends) {
        if (!used.add(device)) {
          throw new UserException(
              "%s has two stages, and a host of PipeEdge's has one: choose another design."
                  .formatted(device));
        }
        stages.add(new Schedule.Stage(device, first, block + 1));
        first = block + 2;
      }
    }
    return new Schedule(stages);
  }

  private static String device(Partition partition, List<String> block) {
    Set<String> devices = new LinkedHashSet<>();
    for (String layer : block) {
      if (!(partition.of(layer) instanceof Placement.Whole whole)) {
        throw new UserException(
            "Layer %s is shared out, and PipeEdge knows whole layers only: choose another design."
                .formatted(layer));
      }
      devices.add(whole.device());
    }
    if (devices.size() > 1) {
      throw new UserException(
          "Layers %s to %s are on %s, but PipeEdge cuts only where a single tensor is alive: choose another design."
              .formatted(block.get(0), block.get(block.size() - 1), String.join(" and ", devices)));
    }
    return devices.iterator().next();
  }
}
