package io.splitboard.fleet.profiling;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.network.Network;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.fleet.ProfilingRequest;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.agent.TaskModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which tasks tell what a network costs on each device that can be reached.
 *
 * @param network what is measured
 * @param byDevice tasks by device id, in the cluster's order
 */
record ProfilingPlan(Network network, Map<String, DeviceTasks> byDevice) {

  /**
   * The tasks of one device. Those of a group are loaded together.
   *
   * @param whole the whole network, in one group for each part that fits the device's memory
   * @param single groups of single layers
   * @param probes tasks like those of designs; none if the network does not fit as a whole
   */
  record DeviceTasks(List<List<Task>> whole, List<List<Task>> single, List<Task> probes) {

    private static DeviceTasks of(Network network, Device device) {
      List<List<Task>> whole = filled(LayerGroups.of(network, device));
      List<List<Task>> single = filled(LayerGroups.single(network, device));
      // A network that does not fit the device as a whole is not tried in such parts, either.
      List<Task> probes = whole.size() == 1 ? LayerGroups.probes(network, device) : List.of();
      return new DeviceTasks(whole, single, probes);
    }

    private static List<List<Task>> filled(List<List<Task>> groups) {
      return groups.stream().filter(group -> !group.isEmpty()).toList();
    }

    /** The groups of which single layers are timed. */
    List<List<Task>> groups() {
      return Stream.concat(whole.stream(), single.stream()).toList();
    }

    private DeviceTasks wholeOnly() {
      return new DeviceTasks(whole, List.of(), List.of());
    }

    private Stream<Task> tasks() {
      return Stream.concat(groups().stream().flatMap(List::stream), probes.stream());
    }
  }

  /** All that a profile needs. */
  static ProfilingPlan of(ProfilingRequest request) {
    Network network = request.cutter().network();
    Map<String, DeviceTasks> byDevice = new LinkedHashMap<>();
    for (Device device : request.cluster().devices()) {
      if (request.endpoints().containsKey(device.id())) {
        byDevice.put(device.id(), DeviceTasks.of(network, device));
      }
    }
    return new ProfilingPlan(network, byDevice);
  }

  /** Of each device the whole network only. */
  ProfilingPlan wholeOnly() {
    Map<String, DeviceTasks> whole = new LinkedHashMap<>();
    byDevice.forEach((device, tasks) -> whole.put(device, tasks.wholeOnly()));
    return new ProfilingPlan(network, whole);
  }

  Set<String> devices() {
    return byDevice.keySet();
  }

  DeviceTasks of(String device) {
    return byDevice.get(device);
  }

  /** Cuts the sub-models of all tasks. */
  Shards shards(ProfilingRequest request, Progress progress) {
    List<Task> tasks = byDevice.values().stream().flatMap(DeviceTasks::tasks).toList();
    Map<String, TaskModel> models = new LinkedHashMap<>();
    for (Task task : tasks) {
      progress.check();
      progress.report("cutting " + task.id(), (double) models.size() / tasks.size());
      models.put(task.id(), TaskModel.forProfiling(request.cutter(), request.blobs(), task));
    }
    Program program =
        new Program(request.cluster().source(), tasks, List.of(), List.of(), List.of());
    return new Shards(program, models, request.optimize(), 1);
  }
}
