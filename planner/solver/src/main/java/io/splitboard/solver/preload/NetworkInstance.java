package io.splitboard.solver.preload;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Tensor;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network's layers as layers of the program. As in the paper, these are the layers with weights:
 * a layer without weights that reads only from one of them, and may be where that one may, goes
 * with it. Each costs what its layers are profiled at, and a device's overhead of a task once;
 * bundles that were profiled as tasks are taken over where they consist of whole such layers.
 */
public final class NetworkInstance {

  private final Network network;
  private final Cluster cluster;
  private final Profile profile;
  private final Constraints constraints;
  private final RadioEnergy radios;
  private final List<String> devices;
  private final Routes routes;
  private final Set<String> needed;
  private final List<List<Layer>> groups = new ArrayList<>();
  private final Map<String, Integer> groupOf = new HashMap<>();
  private final PreloadInstance instance;

  private NetworkInstance(
      Network network,
      Cluster cluster,
      Profile profile,
      Constraints constraints,
      RadioEnergy radios) {
    this.network = network;
    this.cluster = cluster;
    this.profile = profile;
    this.constraints = constraints;
    this.radios = radios;
    this.devices = cluster.deviceIds();
    this.routes = new Routes(profile.linksOf(cluster));
    this.needed = needed(network);
    group();
    this.instance =
        new PreloadInstance(
            deviceData(), devices.indexOf(cluster.source()), layers(), tensors(), bundles());
  }

  /**
   * The program's data for a network on a cluster.
   *
   * @throws UserException if the constraints leave a layer no device
   */
  public static NetworkInstance of(
      Network network,
      Cluster cluster,
      Profile profile,
      Constraints constraints,
      RadioEnergy radios) {
    return new NetworkInstance(network, cluster, profile, constraints, radios);
  }

  /** The data. */
  public PreloadInstance instance() {
    return instance;
  }

  /** Ids of the network's layers that go with a layer of the program, in topological order. */
  public List<String> layersOf(int layer) {
    return groups.get(layer).stream().map(Layer::id).toList();
  }

  /** The partition that puts each layer of the program on the device with this number. */
  public Partition partition(int[] deviceOf) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      int device = deviceOf[groupOf.get(layer.id())];
      placements.put(layer.id(), new Placement.Whole(devices.get(device)));
    }
    return new Partition(placements);
  }

  /** Layers from which an output can be reached; the others are never run. */
  private static Set<String> needed(Network network) {
    Set<String> tensors = new HashSet<>(network.outputs());
    Set<String> layers = new HashSet<>();
    List<Layer> all = network.layers();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).outputs().stream().anyMatch(tensors::contains)) {
        tensors.addAll(all.get(i).inputs());
        layers.add(all.get(i).id());
      }
    }
    return layers;
  }

  private void group() {
    for (Layer layer : network.layers()) {
      int joined = joined(layer);
      if (joined < 0) {
        groups.add(new ArrayList<>());
        joined = groups.size() - 1;
      }
      groups.get(joined).add(layer);
      groupOf.put(layer.id(), joined);
    }
  }

  /** The group that a layer goes with, or -1 to begin one. */
  private int joined(Layer layer) {
    Set<Integer> sources =
        layer.inputs().stream()
            .map(tensor -> network.producer(tensor).map(from -> groupOf.get(from.id())).orElse(-1))
            .collect(Collectors.toSet());
    if (layer.cost().weightBytes() > 0 || sources.size() != 1) {
      return -1;
    }
    int group = sources.iterator().next();
    if (group < 0) {
      return -1;
    }
    Layer head = groups.get(group).get(0);
    boolean same =
        needed.contains(head.id()) == needed.contains(layer.id())
            && allowed(head).equals(allowed(layer));
    return same ? group : -1;
  }

  private Set<Integer> allowed(Layer layer) {
    String pin = constraints.pins().get(layer.id());
    Set<String> excluded = constraints.exclusions().getOrDefault(layer.id(), Set.of());
    Set<Integer> allowed = new LinkedHashSet<>();
    for (int d = 0; d < devices.size(); d++) {
      String device = devices.get(d);
      if ((pin == null || pin.equals(device)) && !excluded.contains(device)) {
        allowed.add(d);
      }
    }
    if (allowed.isEmpty()) {
      throw new UserException(
          "Layer %s may be on no device of the cluster: its pin and exclusions leave none; remove one of them."
              .formatted(layer.id()));
    }
    return allowed;
  }

  private List<PreloadInstance.Device> deviceData() {
    return cluster.devices().stream()
        .map(
            device ->
                new PreloadInstance.Device(
                    device.id(),
                    constraints.memoryBytes().getOrDefault(device.id(), device.memoryBytes()),
                    device.power().loadWatt(),
                    device.power().idleWatt()))
        .toList();
  }

  private List<PreloadInstance.Layer> layers() {
    List<PreloadInstance.Layer> layers = new ArrayList<>();
    for (List<Layer> group : groups) {
      boolean runs = needed.contains(group.get(0).id());
      long bytes = group.stream().mapToLong(layer -> layer.cost().weightBytes()).sum();
      List<Double> compute = new ArrayList<>();
      List<Double> load = new ArrayList<>();
      for (Device device : cluster.devices()) {
        compute.add(runs ? taskMs(device, group) : 0);
        load.add(runs ? device.loadMs(bytes) : 0);
      }
      layers.add(
          new PreloadInstance.Layer(
              group.get(0).id(), compute, load, bytes, allowed(group.get(0))));
    }
    return layers;
  }

  private double taskMs(Device device, List<Layer> group) {
    List<String> ids = group.stream().map(Layer::id).toList();
    DeviceProfile costs = profile.device(device.id());
    Figure whole = costs.bundleMs().get(DeviceProfile.bundleKey(ids));
    if (whole != null) {
      return whole.value();
    }
    double sum = costs.overheadMs().value();
    for (String id : ids) {
      sum += profile.layerMs(device.id(), id);
    }
    return sum;
  }

  private List<PreloadInstance.Tensor> tensors() {
    List<PreloadInstance.Tensor> tensors = new ArrayList<>();
    network.inputs().forEach(input -> add(input, PreloadInstance.FROM_SOURCE, tensors));
    for (int group = 0; group < groups.size(); group++) {
      for (Layer layer : groups.get(group)) {
        for (String output : layer.outputs()) {
          add(output, group, tensors);
        }
      }
    }
    return tensors;
  }

  private void add(String name, int producer, List<PreloadInstance.Tensor> tensors) {
    List<Integer> readers =
        network.consumers(name).stream()
            .filter(reader -> needed.contains(reader.id()))
            .map(reader -> groupOf.get(reader.id()))
            .filter(group -> group != producer)
            .distinct()
            .toList();
    boolean output = producer != PreloadInstance.FROM_SOURCE && network.outputs().contains(name);
    if (!readers.isEmpty() || output) {
      tensors.add(
          new PreloadInstance.Tensor(name, producer, readers, output, ways(network.tensor(name))));
    }
  }

  private List<List<PreloadInstance.Way>> ways(Tensor tensor) {
    List<List<PreloadInstance.Way>> ways = new ArrayList<>();
    for (String from : devices) {
      ways.add(devices.stream().map(to -> way(tensor, from, to)).toList());
    }
    return ways;
  }

  private PreloadInstance.Way way(Tensor tensor, String from, String to) {
    if (from.equals(to)) {
      return PreloadInstance.Way.HERE;
    }
    List<Link> route =
        tensor.type().canTravel() ? routes.route(from, to, tensor.bytes()) : List.of();
    if (route.isEmpty()) {
      return PreloadInstance.Way.NONE;
    }
    double occupied = 0;
    double delay = 0;
    double joule = 0;
    for (Link link : route) {
      occupied += link.occupiedMs(tensor.bytes());
      delay += link.delayMs();
      joule += radios.joule(link, tensor.bytes());
    }
    return new PreloadInstance.Way(occupied, delay, joule);
  }

  private List<PreloadInstance.Bundle> bundles() {
    List<PreloadInstance.Bundle> bundles = new ArrayList<>();
    for (int d = 0; d < devices.size(); d++) {
      DeviceProfile costs = profile.device(devices.get(d));
      for (Map.Entry<String, Figure> entry : costs.bundleMs().entrySet()) {
        List<Integer> whole = wholeGroups(Arrays.asList(entry.getKey().split("\n")));
        if (whole.size() > 1) {
          Device device = cluster.devices().get(d);
          long bytes =
              whole.stream()
                  .flatMap(group -> groups.get(group).stream())
                  .mapToLong(layer -> layer.cost().weightBytes())
                  .sum();
          bundles.add(
              new PreloadInstance.Bundle(whole, d, entry.getValue().value(), device.loadMs(bytes)));
        }
      }
    }
    return bundles;
  }

  /** The groups that these layers make up; empty where one of them is only partly among them. */
  private List<Integer> wholeGroups(List<String> layers) {
    if (!groupOf.keySet().containsAll(layers) || !needed.containsAll(layers)) {
      return List.of();
    }
    List<Integer> touched = layers.stream().map(groupOf::get).distinct().sorted().toList();
    boolean whole = touched.stream().allMatch(group -> layers.containsAll(layersOf(group)));
    return whole ? touched : List.of();
  }
}
