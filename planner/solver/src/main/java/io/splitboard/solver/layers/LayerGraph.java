package io.splitboard.solver.layers;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.WorkingMemory;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.project.Constraints;
import io.splitboard.solver.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A problem in numbers: layers and devices by index, times in ticks. Layers from which no output
 * can be reached cost no time, since they are never run, but their weights count.
 */
final class LayerGraph {

  private final Problem problem;
  private final List<Layer> layers;
  private final List<String> devices;
  private final Ticks ticks;
  private final long[][] layerTicks;
  private final long[] overheadTicks;
  private final long[] memoryBytes;
  private final long[] workingBytes;
  private final boolean[][] allowed;
  private final Flows flows;
  private final boolean[] needed;
  private final Copying copying;

  LayerGraph(Problem problem) {
    this.problem = problem;
    this.layers = problem.network().layers();
    this.devices = problem.cluster().deviceIds();
    this.ticks = new Ticks(shortestMs(problem));
    this.layerTicks = new long[layers.size()][devices.size()];
    this.overheadTicks = new long[devices.size()];
    this.memoryBytes = new long[devices.size()];
    this.workingBytes = WorkingMemory.bytes(problem.network());
    this.allowed = allowed();
    this.needed = needed(problem.network());
    readCosts();
    this.flows = new Flows(problem, ticks, needed);
    this.copying = new Copying(problem, ticks);
    for (int layer = 0; layer < layers.size(); layer++) {
      for (int device = 0; device < devices.size(); device++) {
        layerTicks[layer][device] += copying.alwaysTicks(this, layer, device);
      }
    }
  }

  private static double shortestMs(Problem problem) {
    double best = Double.POSITIVE_INFINITY;
    for (String device : problem.cluster().deviceIds()) {
      double sum = 0;
      for (Layer layer : problem.network().layers()) {
        sum += problem.profile().layerMs(device, layer.id());
      }
      best = Math.min(best, sum);
    }
    return best;
  }

  private static boolean[] needed(Network network) {
    List<Layer> layers = network.layers();
    Set<String> wanted = new HashSet<>(network.outputs());
    boolean[] needed = new boolean[layers.size()];
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (layers.get(i).outputs().stream().anyMatch(wanted::contains)) {
        needed[i] = true;
        wanted.addAll(layers.get(i).inputs());
      }
    }
    return needed;
  }

  private boolean[][] allowed() {
    Constraints constraints = problem.constraints();
    boolean[][] result = new boolean[layers.size()][devices.size()];
    for (Layer layer : layers) {
      String pin = constraints.pins().get(layer.id());
      Set<String> excluded = constraints.exclusions().getOrDefault(layer.id(), Set.of());
      boolean any = false;
      for (int d = 0; d < devices.size(); d++) {
        String device = devices.get(d);
        result[layer.index()][d] =
            (pin == null || pin.equals(device)) && !excluded.contains(device);
        any |= result[layer.index()][d];
      }
      if (!any) {
        throw new UserException(
            "Layer %s may be on no device of the cluster: its %s leave none; remove one of them."
                .formatted(
                    layer.id(), pin == null ? "exclusions" : "pin to " + pin + " and exclusions"));
      }
    }
    return result;
  }

  private void readCosts() {
    Profile profile = problem.profile();
    Cluster cluster = problem.cluster();
    for (int d = 0; d < devices.size(); d++) {
      String device = devices.get(d);
      overheadTicks[d] = ticks.of(profile.device(device).overheadMs().value());
      memoryBytes[d] =
          problem
              .constraints()
              .memoryBytes()
              .getOrDefault(device, cluster.device(device).memoryBytes());
      for (Layer layer : layers) {
        layerTicks[layer.index()][d] =
            needed[layer.index()] ? ticks.of(profile.layerMs(device, layer.id())) : 0;
      }
    }
  }

  int layerCount() {
    return layers.size();
  }

  int deviceCount() {
    return devices.size();
  }

  int source() {
    return devices.indexOf(problem.cluster().source());
  }

  Contention contention() {
    return problem.cluster().contention();
  }

  Ticks ticks() {
    return ticks;
  }

  String deviceId(int device) {
    return devices.get(device);
  }

  /** Time of a layer on a device, with copying what it always does, without overhead. */
  long layerTicks(int layer, int device) {
    return layerTicks[layer][device];
  }

  /** What each task on a device takes besides its layers. */
  long overheadTicks(int device) {
    return overheadTicks[device];
  }

  /** Whether a layer is ever run. */
  boolean needed(int layer) {
    return needed[layer];
  }

  boolean hasOverhead() {
    return java.util.Arrays.stream(overheadTicks).anyMatch(overhead -> overhead > 0);
  }

  /** What a device draws while it waits. */
  long idleMilliwatt(int device) {
    return Math.round(power(device).idleWatt() * 1e3);
  }

  /** What a device draws while it computes. */
  long loadMilliwatt(int device) {
    return Math.round(power(device).loadWatt() * 1e3);
  }

  private Power power(int device) {
    return problem.cluster().device(devices.get(device)).power();
  }

  long macs(int layer) {
    return layers.get(layer).cost().macs();
  }

  long memoryBytes(int device) {
    return memoryBytes[device];
  }

  long weightBytes(int layer) {
    return layers.get(layer).cost().weightBytes();
  }

  long workingBytes(int layer) {
    return workingBytes[layer];
  }

  boolean allowed(int layer, int device) {
    return allowed[layer][device];
  }

  List<Flow> flows() {
    return flows.all();
  }

  /** What a layer reads. */
  List<Flow> inFlows(int layer) {
    return flows.readBy(layer);
  }

  /** What a layer makes. */
  List<Flow> outFlows(int layer) {
    return flows.madeBy(layer);
  }

  /** What copying tensors between engine and network takes. */
  Copying copying() {
    return copying;
  }

  /** Whether a layer reads nothing that another layer makes, so that it begins a task anywhere. */
  boolean startsAlone(int layer) {
    return flows.startsAlone(layer);
  }

  /** The partition that puts each layer on the device with this number. */
  Partition partition(int[] deviceOf) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : layers) {
      placements.put(layer.id(), new Placement.Whole(devices.get(deviceOf[layer.index()])));
    }
    return new Partition(placements);
  }
}
