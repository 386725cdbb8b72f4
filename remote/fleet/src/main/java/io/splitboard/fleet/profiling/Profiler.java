package io.splitboard.fleet.profiling;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Deployment;
import io.splitboard.fleet.Fleet;
import io.splitboard.fleet.ProfilingRequest;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.agent.TaskModel;
import io.splitboard.protocol.TaskProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures costs on the devices themselves. Devices are measured one after the other, so that those
 * that share a computer do not disturb each other.
 */
public final class Profiler {

  private static final Logger log = LoggerFactory.getLogger(Profiler.class);
  private static final int TASK_REPETITIONS = 9;
  private static final int LAYER_REPETITIONS = 5;

  private Profiler() {}

  /**
   * Measures the tasks of what is live as wholes, and the links that it uses. Predictions of this
   * very design rest on these figures then.
   *
   * @param known figures that stay where nothing is measured
   */
  public static Profile calibrate(Deployment live, Profile known, Progress progress) {
    Program program = live.program();
    Map<String, DeviceProfile> devices = new LinkedHashMap<>(known.devices());
    List<String> computing =
        program.devices().stream().filter(device -> !program.shard(device).isEmpty()).toList();
    for (String device : computing) {
      progress.check();
      progress.report(
          "timing tasks on " + device, (double) computing.indexOf(device) / computing.size());
      devices.put(
          device,
          withTasks(
              known.device(device),
              program.shard(device),
              live.profile(device, TASK_REPETITIONS, false)));
    }
    List<Link> links = new ArrayList<>();
    for (Link link : known.links()) {
      long largest = largestTransfer(program, link);
      progress.check();
      links.add(largest > 0 ? LinkMeter.measure(live, link, largest) : link);
    }
    return new Profile(devices, links);
  }

  private static DeviceProfile withTasks(
      DeviceProfile known, List<Task> tasks, List<TaskProfile> profiles) {
    Map<String, Figure> bundles = new LinkedHashMap<>(known.bundleMs());
    for (Task task : tasks) {
      for (TaskProfile profile : profiles) {
        if (profile.getTask().equals(task.id()) && profile.getWallMsCount() > 0) {
          double ms = LayerTimes.median(profile.getWallMsList());
          bundles.put(DeviceProfile.bundleKey(task.layers()), new Figure(ms, Origin.MEASURED));
        }
      }
    }
    return new DeviceProfile(known.overheadMs(), known.layerMs(), bundles);
  }

  private static long largestTransfer(Program program, Link link) {
    return program.transfers().stream()
        .filter(one -> one.from().equals(link.from()) && one.to().equals(link.to()))
        .mapToLong(Transfer::bytes)
        .max()
        .orElse(0);
  }

  /**
   * Measures every layer on every device that can be reached, and every link between them. Starts
   * agents for it and ends them.
   *
   * @throws io.splitboard.core.UserException if a device cannot be prepared
   */
  public static Profile measure(
      ProfilingRequest request, DeployListener listener, Progress progress) {
    Network network = request.cutter().network();
    Map<String, List<List<Task>>> plan = new LinkedHashMap<>();
    for (Device device : request.cluster().devices()) {
      if (request.endpoints().containsKey(device.id())) {
        plan.put(device.id(), groups(network, device));
      }
    }
    Shards all = shards(request, plan.values().stream().flatMap(List::stream), progress);
    try (Deployment live = Fleet.deployForMeasuring(all, request, listener, progress)) {
      List<Link> links = links(live, request, plan.keySet(), network, progress);
      Map<String, DeviceProfile> devices = new LinkedHashMap<>(request.known().devices());
      int done = 0;
      for (String device : plan.keySet()) {
        progress.check();
        progress.report("timing layers on " + device, (double) done++ / plan.size());
        devices.put(
            device,
            layers(live, device, plan.get(device), all).profile(request.known().device(device)));
      }
      return new Profile(devices, links);
    }
  }

  private static List<List<Task>> groups(Network network, Device device) {
    List<List<Task>> groups = new ArrayList<>(LayerGroups.of(network, device));
    groups.add(LayerGroups.firstLayer(network, device));
    return groups.stream().filter(group -> !group.isEmpty()).toList();
  }

  private static Shards shards(
      ProfilingRequest request, Stream<List<Task>> groups, Progress progress) {
    List<Task> tasks = groups.flatMap(List::stream).toList();
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

  private static LayerTimes layers(
      Deployment live, String device, List<List<Task>> groups, Shards all) {
    LayerTimes times = new LayerTimes();
    for (List<Task> group : groups) {
      Program program = new Program(all.program().source(), group, List.of(), List.of(), List.of());
      live.load(device, new Shards(program, all.models(), all.optimize(), 1));
      List<TaskProfile> profiles = live.profile(device, LAYER_REPETITIONS, true);
      for (int i = 0; i < group.size(); i++) {
        if (!profiles.get(i).getProblem().isEmpty()) {
          log.warn("{} on {}: {}", group.get(i).id(), device, profiles.get(i).getProblem());
        }
        times.add(group.get(i), profiles.get(i));
      }
    }
    return times;
  }

  private static List<Link> links(
      Deployment live,
      ProfilingRequest request,
      Set<String> reachable,
      Network network,
      Progress progress) {
    long usualBytes = usualBytes(network);
    Set<Link> links = new LinkedHashSet<>();
    for (Link link : request.known().links()) {
      boolean open = reachable.contains(link.from()) && reachable.contains(link.to());
      progress.check();
      progress.report("timing the link from " + link.from() + " to " + link.to(), -1);
      links.add(open ? LinkMeter.measure(live, link, usualBytes) : link);
    }
    return List.copyOf(links);
  }

  /** Mean size of what layers hand on. */
  private static long usualBytes(Network network) {
    return (long)
        network.layers().stream()
            .flatMap(layer -> layer.outputs().stream())
            .mapToLong(tensor -> network.tensor(tensor).bytes())
            .average()
            .orElse(0);
  }
}
