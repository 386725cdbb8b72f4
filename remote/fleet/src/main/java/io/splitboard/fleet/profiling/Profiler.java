package io.splitboard.fleet.profiling;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.Calibration;
import io.splitboard.core.profile.CostModel;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.profile.TaskDeviation;
import io.splitboard.core.profile.Uncertainty;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Deployment;
import io.splitboard.fleet.Fleet;
import io.splitboard.fleet.ProfilingRequest;
import io.splitboard.fleet.RunResult;
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
  private static final int WARM_UP_REQUESTS = 5;
  private static final int LEAST_REQUESTS = 15;

  /**
   * Quick requests are repeated up to so often, so that a disturbance of a second counts little.
   */
  private static final int MOST_REQUESTS = 60;

  private static final long MEASURED_MS = 4_000;
  private static final int LAYER_REPETITIONS = 9;
  private static final int PROBE_REPETITIONS = 3;

  private Profiler() {}

  /**
   * Measures what is live by requests of its own, one at a time: each task as a whole, and the
   * links that it uses. Predictions of this very design rest on these figures then.
   *
   * @param known figures that stay where nothing is measured
   * @throws UserException if a device fails meanwhile
   */
  public static Profile calibrate(Deployment live, Profile known, Progress progress) {
    Program program = live.program();
    List<Link> links = new ArrayList<>();
    for (Link link : known.links()) {
      progress.check();
      links.add(isUsed(program, link) ? LinkMeter.measure(live, link).link() : link);
    }
    progress.report("running requests one at a time", -1);
    OneByOne requests =
        new OneByOne(
            live.network(),
            WARM_UP_REQUESTS + LEAST_REQUESTS,
            WARM_UP_REQUESTS + MOST_REQUESTS,
            MEASURED_MS);
    live.keep(requests.inputs(), progress);
    RunResult result = live.run(requests, requests, progress);
    progress.check();
    if (!result.problems().isEmpty()) {
      throw new UserException(result.problems().get(0));
    }
    TraceCosts costs = new TraceCosts(program, result.trace(), WARM_UP_REQUESTS);
    links.replaceAll(link -> isUsed(program, link) ? withDelay(link, costs) : link);
    Map<String, DeviceProfile> devices = new LinkedHashMap<>(known.devices());
    for (Task task : program.tasks()) {
      devices.computeIfPresent(
          task.device(), (id, device) -> withTask(device, task, costs.taskMs(task.id())));
    }
    return new Profile(devices, links, known.codecs(), known.calibration());
  }

  private static boolean isUsed(Program program, Link link) {
    return program.transfers().stream()
        .anyMatch(one -> one.from().equals(link.from()) && one.to().equals(link.to()));
  }

  private static Link withDelay(Link link, TraceCosts costs) {
    double delayMs = costs.delayMs(link);
    return Double.isNaN(delayMs)
        ? link
        : new Link(link.from(), link.to(), link.mbitPerSecond(), delayMs, link.origin());
  }

  private static DeviceProfile withTask(DeviceProfile known, Task task, double ms) {
    if (Double.isNaN(ms)) {
      return known;
    }
    Map<String, Figure> bundles = new LinkedHashMap<>(known.bundleMs());
    bundles.put(TaskTime.bundleKey(task), new Figure(ms, Origin.MEASURED));
    return new DeviceProfile(known.overheadMs(), known.perMegabyteMs(), known.layerMs(), bundles);
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
    Map<String, List<Task>> probes = new LinkedHashMap<>();
    for (Device device : request.cluster().devices()) {
      if (request.endpoints().containsKey(device.id())) {
        List<List<Task>> groups = LayerGroups.of(network, device);
        // A network that does not fit the device as a whole is not tried in such parts, either.
        probes.put(
            device.id(), groups.size() == 1 ? LayerGroups.probes(network, device) : List.of());
        plan.put(device.id(), withSingle(groups, network, device));
      }
    }
    Stream<List<Task>> tasks =
        Stream.concat(plan.values().stream().flatMap(List::stream), probes.values().stream());
    Shards all = shards(request, tasks, progress);
    try (Deployment live = Fleet.deployForMeasuring(all, request, listener, progress)) {
      Map<String, Double> linkDeviations = new LinkedHashMap<>();
      List<Link> links = links(live, request, plan.keySet(), linkDeviations, progress);
      Map<String, DeviceProfile> devices = new LinkedHashMap<>(request.known().devices());
      Map<String, TaskDeviation> deviations = new LinkedHashMap<>();
      Map<String, CostModel> models = new LinkedHashMap<>();
      int done = 0;
      for (String device : plan.keySet()) {
        progress.check();
        progress.report("timing layers on " + device, (double) done++ / plan.size());
        LayerTimes times = layers(live, device, plan.get(device), all);
        probe(live, device, probes.get(device), all, times);
        DeviceProfile known = request.known().device(device);
        DeviceProfile measured = times.profile(known);
        CostModel model = CostModel.fit(network, measured);
        models.put(device, model);
        devices.put(device, model.complete(network, measured));
        times.deviation(known).ifPresent(found -> deviations.put(device, found));
      }
      Twins.fill(devices, request.cluster(), plan.keySet());
      Uncertainty uncertainty = new Uncertainty(deviations, linkDeviations);
      return new Profile(
          devices, links, request.known().codecs(), new Calibration(models, uncertainty));
    }
  }

  private static List<List<Task>> withSingle(
      List<List<Task>> parts, Network network, Device device) {
    List<List<Task>> groups = new ArrayList<>(parts);
    groups.addAll(LayerGroups.single(network, device));
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

  private static void probe(
      Deployment live, String device, List<Task> probes, Shards all, LayerTimes times) {
    if (probes.isEmpty()) {
      return;
    }
    Program program = new Program(all.program().source(), probes, List.of(), List.of(), List.of());
    live.load(device, new Shards(program, all.models(), all.optimize(), 1));
    List<TaskProfile> profiles = live.profile(device, PROBE_REPETITIONS, false);
    for (int i = 0; i < probes.size(); i++) {
      times.addProbe(probes.get(i), profiles.get(i));
    }
  }

  private static List<Link> links(
      Deployment live,
      ProfilingRequest request,
      Set<String> reachable,
      Map<String, Double> deviations,
      Progress progress) {
    Set<Link> links = new LinkedHashSet<>();
    for (Link link : request.known().links()) {
      boolean open = reachable.contains(link.from()) && reachable.contains(link.to());
      progress.check();
      progress.report("timing the link from " + link.from() + " to " + link.to(), -1);
      if (open) {
        LinkMeter.Measured measured = LinkMeter.measure(live, link);
        links.add(measured.link());
        deviations.put(link.id(), measured.deviation());
      } else {
        links.add(link);
      }
    }
    return List.copyOf(links);
  }
}
