package io.splitboard.fleet.profiling;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.simulation.Trace;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.DeployRequest;
import io.splitboard.fleet.Deployment;
import io.splitboard.fleet.Fleet;
import io.splitboard.fleet.ProfilingRequest;
import io.splitboard.fleet.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs requests one at a time, to see what devices and links take when they work together: threads
 * that sleep until a message comes, messages that wait for a thread to send them. A profile of
 * devices that are measured alone knows nothing of that, and where tasks are short it is much.
 */
final class Rehearsal {

  /** Requests at the start that warm up: so many at least, and quick ones for some time. */
  private static final int WARM_UP_REQUESTS = 5;

  private static final double WARM_UP_MS = 2_000;

  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final int LEAST_REQUESTS = 15;

  /**
   * Quick requests are repeated up to so often, so that a disturbance of a second counts little.
   */
  private static final int MOST_REQUESTS = 120;

  private static final long MEASURED_MS = 6_000;

  /** Share of the layers that all devices compute together. */
  private static final double EARLY = 0.6;

  private Rehearsal() {}

  /**
   * Runs what is live.
   *
   * @throws UserException if a device fails meanwhile
   */
  static TraceCosts costs(Deployment live, Progress progress) {
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
    return new TraceCosts(live.program(), result.trace(), warmUps(result.trace().requests()));
  }

  /** How many requests at the start do not count. */
  static int warmUps(List<Trace.RequestRun> requests) {
    double endMs =
        WARM_UP_MS + requests.stream().mapToDouble(Trace.RequestRun::startMs).min().orElse(0);
    long early = requests.stream().filter(request -> request.startMs() < endMs).count();
    return (int) Math.max(WARM_UP_REQUESTS, Math.min(early, requests.size() - LEAST_REQUESTS));
  }

  /**
   * Deploys the first layers shared by rows among all devices that can be reached, runs that, and
   * gives each link its delay and each device its time for a call as they were met.
   *
   * @param measured each device and link alone
   * @return the same profile where the devices cannot share layers, or where a device fails
   */
  static Profile of(
      ProfilingRequest request, Profile measured, DeployListener listener, Progress progress) {
    Optional<Program> program = program(request);
    if (program.isEmpty()) {
      return measured;
    }
    DeployRequest deploy =
        new DeployRequest(
            program.get(),
            request.cluster(),
            request.endpoints(),
            request.cutter(),
            request.blobs(),
            request.agentBundle(),
            request.optimize(),
            1,
            request.prompts());
    try (Deployment live = Fleet.deploy(deploy, listener, progress)) {
      return asMet(measured, live.program(), costs(live, progress));
    } catch (UserException e) {
      log.info("devices could not be measured together", e);
      return measured;
    }
  }

  private static Optional<Program> program(ProfilingRequest request) {
    Network network = request.cutter().network();
    Cluster cluster = request.cluster();
    List<String> devices =
        cluster.devices().stream()
            .map(Device::id)
            .filter(request.endpoints()::containsKey)
            .toList();
    if (devices.size() < 2 || !devices.contains(cluster.source())) {
      return Optional.empty();
    }
    List<String> early =
        network.layers().subList(0, (int) (EARLY * network.layers().size())).stream()
            .map(Layer::id)
            .toList();
    Partition partition =
        Partition.onOneDevice(network, cluster.source())
            .split(network, early, SplitKind.ROWS, devices);
    if (!Legality.check(network, cluster, Constraints.NONE, partition).isEmpty()) {
      return Optional.empty();
    }
    Program program = Compiler.compile(network, cluster, partition);
    return program.transfers().isEmpty() ? Optional.empty() : Optional.of(program);
  }

  /** Takes over what devices and links took more, or less, than they would by the profile. */
  static Profile asMet(Profile measured, Program program, TraceCosts costs) {
    Map<String, List<Double>> moreMs = new HashMap<>();
    for (Task task : program.tasks()) {
      double ms = costs.taskMs(task.id());
      if (!Double.isNaN(ms)) {
        moreMs
            .computeIfAbsent(task.device(), any -> new ArrayList<>())
            .add(ms - TaskTime.ms(measured, task));
      }
    }
    Map<String, DeviceProfile> devices = new LinkedHashMap<>(measured.devices());
    moreMs.forEach(
        (device, all) ->
            devices.computeIfPresent(
                device, (id, known) -> withCallsLonger(known, LayerTimes.median(all))));
    return new Profile(
        devices,
        measured.links().stream().map(costs::asMet).toList(),
        measured.codecs(),
        measured.calibration());
  }

  private static DeviceProfile withCallsLonger(DeviceProfile known, double ms) {
    Figure overhead = known.overheadMs();
    return new DeviceProfile(
        new Figure(Math.max(0, overhead.value() + ms), overhead.origin()),
        known.perMegabyteMs(),
        known.perPieceMs(),
        known.layerMs(),
        known.bundleMs());
  }
}
