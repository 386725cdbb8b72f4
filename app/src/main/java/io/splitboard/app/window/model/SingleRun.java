package io.splitboard.app.window.model;

import io.splitboard.app.service.Workspace;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.project.ExperimentHeader;
import io.splitboard.core.project.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A saved run of the whole network on one device, as it is in the project now.
 *
 * @param name of the run
 * @param device id
 * @param objective of its design, which sets the pace of requests
 * @param latencyMs measured median
 * @param perSecond measured throughput
 */
record SingleRun(
    String name, String device, Objective objective, double latencyMs, double perSecond) {

  /** Loading traces takes time: only so many of the latest runs are looked at. */
  private static final int LOOKED_AT = 40;

  /**
   * Those among the latest runs, the newest first. Blocks.
   *
   * @param known by id of the run, what was found before; grows
   */
  static List<SingleRun> all(
      Workspace workspace, Cluster cluster, Map<String, Optional<SingleRun>> known) {
    List<ExperimentHeader> headers = workspace.experiments().list();
    return headers.stream()
        .limit(LOOKED_AT)
        .map(ExperimentHeader::id)
        .map(id -> known.computeIfAbsent(id, key -> of(workspace.experiments().load(key), cluster)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Empty if a run used several devices, lost requests, or its device has changed since. */
  static Optional<SingleRun> of(Experiment run, Cluster cluster) {
    Set<String> devices = run.design().partition().devices();
    if (devices.size() != 1 || run.lost() > 0) {
      return Optional.empty();
    }
    String device = devices.iterator().next();
    boolean unchanged =
        cluster.deviceIds().contains(device)
            && run.cluster().deviceIds().contains(device)
            && cluster.device(device).equals(run.cluster().device(device));
    return unchanged
        ? Optional.of(
            new SingleRun(
                run.name(),
                device,
                run.design().objective(),
                run.measuredSummary().latencyP50Ms(),
                run.measuredSummary().throughputPerSecond()))
        : Optional.empty();
  }

  /** The fastest by an objective, among the runs that were made for it. */
  static Optional<SingleRun> best(List<SingleRun> runs, Objective objective) {
    Comparator<SingleRun> faster =
        objective != Objective.THROUGHPUT
            ? Comparator.comparingDouble(SingleRun::latencyMs)
            : Comparator.comparingDouble(SingleRun::perSecond).reversed();
    return runs.stream().filter(run -> run.objective() == objective).min(faster);
  }
}
