package io.splitboard.fleet.profiling;

import io.splitboard.core.Progress;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.fleet.Deployment;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.protocol.TaskProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Times a plan's tasks, one device after the other, so that those that share a computer do not
 * disturb each other.
 */
final class LayerTimer {

  private static final Logger log = LoggerFactory.getLogger(LayerTimer.class);
  private static final int LAYER_REPETITIONS = 9;
  private static final int PROBE_REPETITIONS = 3;

  /** Times tasks of a device that are loaded together. */
  interface Stopwatch {

    /**
     * Times them one after the other.
     *
     * @param nodes whether to time single nodes, too
     * @return one profile for each
     */
    List<TaskProfile> time(String device, List<Task> group, int repetitions, boolean nodes);
  }

  private final ProfilingPlan plan;
  private final Stopwatch stopwatch;

  LayerTimer(ProfilingPlan plan, Stopwatch stopwatch) {
    this.plan = plan;
    this.stopwatch = stopwatch;
  }

  /**
   * Times on live agents.
   *
   * @param all sub-models of the plan's tasks
   */
  static LayerTimer on(Deployment live, ProfilingPlan plan, Shards all) {
    return new LayerTimer(
        plan,
        (device, group, repetitions, nodes) -> {
          Program program =
              new Program(all.program().source(), group, List.of(), List.of(), List.of());
          live.load(device, new Shards(program, all.models(), all.optimize(), 1));
          return live.profile(device, repetitions, nodes);
        });
  }

  /**
   * Times all tasks. What else runs on a computer, or on its host, may slow it for minutes; so the
   * whole network is timed once more at the end, and a device whose pace has moved meanwhile is
   * measured anew.
   */
  Map<String, LayerTimes> layers(Progress progress) {
    Map<String, LayerTimes> times = new LinkedHashMap<>();
    for (String device : plan.devices()) {
      progress.check();
      progress.report("timing layers on " + device, (double) times.size() / plan.devices().size());
      times.put(device, layers(device));
    }
    for (String device : plan.devices()) {
      progress.check();
      progress.report("checking the pace of " + device, -1);
      double pace = pace(device, times.get(device)::taskMs).orElse(1);
      if (Math.abs(pace - 1) > Profiler.STEADY) {
        log.info("{} takes {} times as long as some moments before", device, pace);
        progress.report("timing layers on " + device + " anew: its pace has changed", -1);
        times.put(device, layers(device));
      }
    }
    return times;
  }

  private LayerTimes layers(String device) {
    LayerTimes times = new LayerTimes();
    ProfilingPlan.DeviceTasks tasks = plan.of(device);
    for (List<Task> group : tasks.groups()) {
      List<TaskProfile> profiles = time(device, group, LAYER_REPETITIONS, true);
      for (int i = 0; i < group.size(); i++) {
        times.add(group.get(i), profiles.get(i));
      }
    }
    List<TaskProfile> probes = time(device, tasks.probes(), PROBE_REPETITIONS, false);
    for (int i = 0; i < probes.size(); i++) {
      times.addProbe(tasks.probes().get(i), probes.get(i));
    }
    return times;
  }

  /**
   * How long the whole network takes now, over what it took before.
   *
   * @param before a task's time then, ms; NaN if it is not known
   * @return empty if nothing can be compared
   */
  OptionalDouble pace(String device, ToDoubleFunction<Task> before) {
    double nowMs = 0;
    double beforeMs = 0;
    for (List<Task> group : plan.of(device).whole()) {
      List<TaskProfile> profiles = time(device, group, PROBE_REPETITIONS, false);
      for (int i = 0; i < group.size(); i++) {
        double knownMs = before.applyAsDouble(group.get(i));
        if (profiles.get(i).getWallMsCount() > 0 && !Double.isNaN(knownMs)) {
          nowMs += LayerTimes.median(profiles.get(i).getWallMsList());
          beforeMs += knownMs;
        }
      }
    }
    return beforeMs > 0 ? OptionalDouble.of(nowMs / beforeMs) : OptionalDouble.empty();
  }

  private List<TaskProfile> time(String device, List<Task> group, int repetitions, boolean nodes) {
    if (group.isEmpty()) {
      return List.of();
    }
    List<TaskProfile> profiles = stopwatch.time(device, group, repetitions, nodes);
    for (int i = 0; i < group.size(); i++) {
      if (!profiles.get(i).getProblem().isEmpty()) {
        log.warn("{} on {}: {}", group.get(i).id(), device, profiles.get(i).getProblem());
      }
    }
    return profiles;
  }
}
