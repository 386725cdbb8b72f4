package io.splitboard.fleet.profiling;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cuts a network into consecutive parts of which each fits a device's memory: the whole network
 * where that fits. The parts are compiled as if each had a device of its own, so that they are cut
 * by the same rules as any program.
 */
final class LayerGroups {

  private static final double RATE_MBIT = 1000;
  private static final double USABLE_MEMORY = 0.6;
  private static final int STAGES = 4;

  /** Share of the layers that the probes by rows take. */
  private static final double EARLY = 0.6;

  private LayerGroups() {}

  /**
   * The tasks that time a network on a device, group by group.
   *
   * @param device where they will run; its memory bounds the weights of a group
   */
  static List<List<Task>> of(Network network, Device device) {
    return compile(network, device, parts(network, (long) (device.memoryBytes() * USABLE_MEMORY)));
  }

  /**
   * Single layers, to tell what a call and its bytes cost from what layers cost: the one that moves
   * most bytes and the one that moves fewest.
   */
  static List<List<Task>> single(Network network, Device device) {
    List<Layer> layers = network.layers();
    if (layers.size() < 2) {
      return List.of();
    }
    Comparator<Layer> byBytes = Comparator.comparingLong(layer -> bytesMoved(network, layer));
    List<List<Task>> single = new ArrayList<>();
    for (Layer layer :
        List.of(Collections.max(layers, byBytes), Collections.min(layers, byBytes))) {
      int index = layers.indexOf(layer);
      List<List<Layer>> parts =
          List.of(
              List.of(layer), layers.subList(0, index), layers.subList(index + 1, layers.size()));
      single.add(
          compile(network, device, parts).get(0).stream()
              .map(task -> renamed(task, device.id() + ":single" + index, device.id()))
              .toList());
    }
    return single;
  }

  /**
   * Tasks like those of designs, to tell what tasks cost besides their layers: four stages, and the
   * middle one of three devices that share the first layers by rows.
   */
  static List<Task> probes(Network network, Device device) {
    List<Task> probes = new ArrayList<>();
    for (int stage = 0; stage < STAGES; stage++) {
      probes.addAll(shard(network, device, stages(network), STAGES, stage));
    }
    List<String> early =
        network.layers().subList(0, (int) (EARLY * network.layers().size())).stream()
            .map(Layer::id)
            .toList();
    Partition rows =
        Partition.onOneDevice(network, stand(0))
            .split(network, early, SplitKind.ROWS, List.of(stand(0), stand(1), stand(2)));
    probes.addAll(shard(network, device, rows, 3, 1));
    return probes;
  }

  /** Consecutive layers with about equal work. */
  private static Partition stages(Network network) {
    double all = network.layers().stream().mapToDouble(layer -> 1 + layer.cost().macs()).sum();
    double before = 0;
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      int stage = Math.min(STAGES - 1, (int) (STAGES * before / all));
      placements.put(layer.id(), new Placement.Whole(stand(stage)));
      before += 1 + layer.cost().macs();
    }
    return new Partition(placements);
  }

  private static List<Task> shard(
      Network network, Device device, Partition partition, int stands, int stand) {
    Program program = Compiler.compile(network, stands(device, stands), partition);
    return program.shard(stand(stand)).stream()
        .map(task -> renamed(task, device.id() + ":" + stands + ":" + task.id(), device.id()))
        .toList();
  }

  private static long bytesMoved(Network network, Layer layer) {
    return Stream.concat(layer.inputs().stream(), layer.outputs().stream())
        .mapToLong(tensor -> network.tensor(tensor).bytes())
        .sum();
  }

  private static List<List<Task>> compile(Network network, Device device, List<List<Layer>> parts) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String stand = stand(i);
      parts.get(i).forEach(layer -> placements.put(layer.id(), new Placement.Whole(stand)));
    }
    Program program =
        Compiler.compile(network, stands(device, parts.size()), new Partition(placements));
    List<List<Task>> groups = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      groups.add(
          program.shard(stand(i)).stream()
              .map(task -> renamed(task, device.id() + ":" + task.id(), device.id()))
              .toList());
    }
    return groups;
  }

  private static List<List<Layer>> parts(Network network, long usableBytes) {
    List<List<Layer>> parts = new ArrayList<>();
    long used = 0;
    for (Layer layer : network.layers()) {
      long weights = layer.cost().weightBytes();
      if (parts.isEmpty() || used + weights > usableBytes) {
        parts.add(new ArrayList<>());
        used = 0;
      }
      parts.get(parts.size() - 1).add(layer);
      used += weights;
    }
    return parts;
  }

  private static String stand(int group) {
    return "group" + group;
  }

  private static Cluster stands(Device device, int count) {
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      devices.add(
          new Device(
              stand(i),
              device.model(),
              device.compute(),
              device.power(),
              device.memoryBytes(),
              device.loadMegabytesPerSecond(),
              device.connection()));
      for (int j = 0; j < count; j++) {
        if (i != j) {
          links.add(new Link(stand(i), stand(j), RATE_MBIT, 0, Origin.CATALOGUE));
        }
      }
    }
    return new Cluster(devices, links, stand(0), Contention.PER_LINK);
  }

  private static Task renamed(Task task, String id, String device) {
    return new Task(
        id,
        device,
        task.kind(),
        task.pieces(),
        task.reads(),
        task.makes(),
        task.priority(),
        task.cost(),
        task.activationBytes(),
        Turn.ALWAYS);
  }
}
