package io.splitboard.fleet.profiling;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
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
import io.splitboard.fleet.agent.Shards;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures costs on the devices themselves. */
public final class Profiler {

  /** How far a device's pace may move, relative, before its profile counts as outdated. */
  public static final double STEADY = 0.08;

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
    TraceCosts costs = Rehearsal.costs(live, progress);
    links.replaceAll(costs::asMet);
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

  private static DeviceProfile withTask(DeviceProfile known, Task task, double ms) {
    if (Double.isNaN(ms)) {
      return known;
    }
    Map<String, Figure> bundles = new LinkedHashMap<>(known.bundleMs());
    bundles.put(TaskTime.bundleKey(task), new Figure(ms, Origin.MEASURED));
    return known.with(known.layerMs(), bundles);
  }

  /**
   * Measures every layer on every device that can be reached, and every link between them; then all
   * of them together in a {@link Rehearsal}. Starts agents for it and ends them.
   *
   * @throws io.splitboard.core.UserException if a device cannot be prepared
   */
  public static Profile measure(
      ProfilingRequest request, DeployListener listener, Progress progress) {
    try (AskedOnce prompts = new AskedOnce(request.prompts())) {
      ProfilingRequest once = request.asking(prompts);
      return Rehearsal.of(once, alone(once, listener, progress), listener, progress);
    }
  }

  private static Profile alone(
      ProfilingRequest request, DeployListener listener, Progress progress) {
    ProfilingPlan plan = ProfilingPlan.of(request);
    Shards all = plan.shards(request, progress);
    try (Deployment live = Fleet.deployForMeasuring(all, request, listener, progress)) {
      Map<String, Double> linkDeviations = new LinkedHashMap<>();
      List<Link> links = links(live, request, plan.devices(), linkDeviations, progress);
      Map<String, DeviceProfile> devices = new LinkedHashMap<>(request.known().devices());
      Map<String, TaskDeviation> deviations = new LinkedHashMap<>();
      Map<String, CostModel> models = new LinkedHashMap<>();
      LayerTimer.on(live, plan, all)
          .layers(progress)
          .forEach(
              (device, times) -> {
                DeviceProfile known = request.known().device(device);
                DeviceProfile measured = times.profile(known);
                CostModel model = CostModel.fit(plan.network(), measured);
                models.put(device, model);
                devices.put(device, model.complete(plan.network(), measured));
                times.deviation(known).ifPresent(found -> deviations.put(device, found));
              });
      Twins.fill(devices, request.cluster(), plan.devices());
      Uncertainty uncertainty = new Uncertainty(deviations, linkDeviations);
      return new Profile(
          devices, links, request.known().codecs(), new Calibration(models, uncertainty));
    }
  }

  /**
   * Times the whole network on each device that can be reached, and compares with its profile: what
   * else a computer does, or its host, its temperature and its clock change its pace, and a profile
   * holds only as long as that stays.
   *
   * @return by device id: time now over time in the profile; devices on which nothing was measured
   *     as a whole are left out
   * @throws io.splitboard.core.UserException if a device cannot be prepared
   */
  public static Map<String, Double> pace(
      ProfilingRequest request, DeployListener listener, Progress progress) {
    ProfilingPlan plan = ProfilingPlan.of(request).wholeOnly();
    if (plan.devices().stream().noneMatch(device -> isKnown(request, plan, device))) {
      return Map.of();
    }
    Shards all = plan.shards(request, progress);
    Map<String, Double> paces = new LinkedHashMap<>();
    try (Deployment live = Fleet.deployForMeasuring(all, request, listener, progress)) {
      LayerTimer timer = LayerTimer.on(live, plan, all);
      for (String device : plan.devices()) {
        progress.check();
        progress.report("checking the pace of " + device, -1);
        DeviceProfile known = request.known().device(device);
        timer
            .pace(device, task -> measuredMs(known, task))
            .ifPresent(pace -> paces.put(device, pace));
      }
    }
    return paces;
  }

  private static boolean isKnown(ProfilingRequest request, ProfilingPlan plan, String device) {
    DeviceProfile known = request.known().device(device);
    return plan.of(device).whole().stream()
        .flatMap(List::stream)
        .anyMatch(task -> !Double.isNaN(measuredMs(known, task)));
  }

  private static double measuredMs(DeviceProfile known, Task task) {
    Figure bundle = known.bundleMs().get(TaskTime.bundleKey(task));
    return bundle == null || bundle.origin() != Origin.MEASURED ? Double.NaN : bundle.value();
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
