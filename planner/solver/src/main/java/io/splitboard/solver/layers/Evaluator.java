package io.splitboard.solver.layers;

import io.splitboard.core.project.Objective;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of given assignments in the solver's model, in ticks: exact for throughput; for latency
 * the length of a schedule made by taking layers in topological order, which is exact for chains
 * and otherwise an upper bound; for energy, in mW·ticks, that of this schedule.
 */
final class Evaluator {

  private final LayerGraph graph;
  private final Objective objective;
  private final LimitRows limits;

  Evaluator(LayerGraph graph, Objective objective, LimitRows limits) {
    this.graph = graph;
    this.objective = objective;
    this.limits = limits;
  }

  /** Whether an assignment keeps placements, ways, memory and limits. */
  boolean feasible(int[] on) {
    long[] weights = new long[graph.deviceCount()];
    long[] working = new long[graph.deviceCount()];
    for (int layer = 0; layer < on.length; layer++) {
      int device = on[layer];
      if (!graph.allowed(layer, device)) {
        return false;
      }
      weights[device] += graph.weightBytes(layer);
      working[device] = Math.max(working[device], graph.workingBytes(layer));
    }
    for (int device = 0; device < weights.length; device++) {
      if (weights[device] + working[device] > graph.memoryBytes(device)) {
        return false;
      }
    }
    return graph.flows().stream().allMatch(flow -> canGo(flow, on)) && limits.keeps(on);
  }

  private boolean canGo(Flow flow, int[] on) {
    int home = flow.home(on, graph.source());
    for (int reader : flow.readers()) {
      if (!flow.canGo(home, on[reader])) {
        return false;
      }
    }
    return !flow.output() || flow.canGo(home, graph.source());
  }

  /** The objective's value; the assignment must be feasible. */
  long value(int[] on) {
    return switch (objective) {
      case THROUGHPUT -> period(on);
      case ENERGY -> energy(on);
      default -> new Schedule(on).length();
    };
  }

  /** Starts of the layers in the schedule whose length is the latency. */
  long[] starts(int[] on) {
    Schedule schedule = new Schedule(on);
    schedule.length();
    return schedule.start;
  }

  private long duration(int layer, int[] on) {
    int device = on[layer];
    boolean begins =
        graph.startsAlone(layer)
            || graph.inFlows(layer).stream()
                .anyMatch(flow -> flow.home(on, graph.source()) != device);
    return graph.layerTicks(layer, device)
        + (begins ? graph.overheadTicks(device) : 0)
        + graph.copying().crossingTicks(graph, layer, on);
  }

  private long period(int[] on) {
    Map<String, Long> loads = new HashMap<>();
    for (int layer = 0; layer < on.length; layer++) {
      loads.merge("device " + on[layer], duration(layer, on), Long::sum);
    }
    for (Flow flow : graph.flows()) {
      int home = flow.home(on, graph.source());
      for (int receiver : flow.receivers(on, graph.source())) {
        for (Flow.Hop hop : flow.ways()[home][receiver]) {
          for (String lane : ThroughputObjective.lanes(hop, graph.contention())) {
            loads.merge(lane, hop.occupied(), Long::sum);
          }
        }
      }
    }
    return loads.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private long energy(int[] on) {
    long[] busy = new long[graph.deviceCount()];
    boolean[] used = new boolean[busy.length];
    for (int layer = 0; layer < on.length; layer++) {
      busy[on[layer]] += duration(layer, on);
      used[on[layer]] |= graph.needed(layer);
    }
    for (Flow flow : graph.flows()) {
      int home = flow.home(on, graph.source());
      for (int receiver : flow.receivers(on, graph.source())) {
        for (Flow.Hop hop : flow.ways()[home][receiver]) {
          used[hop.to()] = true;
        }
      }
    }
    return EnergyObjective.of(graph, new Schedule(on).length(), busy, used);
  }

  /** Layers in topological order, each as early as its inputs and its device allow. */
  private final class Schedule {

    private final int[] on;
    private final long[] start;
    private final long[] end;
    private final Map<String, Long> free = new HashMap<>();
    private final Map<List<Object>, Long> arrived = new HashMap<>();

    Schedule(int[] on) {
      this.on = on;
      this.start = new long[on.length];
      this.end = new long[on.length];
    }

    long length() {
      for (int layer = 0; layer < on.length; layer++) {
        long ready = free.getOrDefault("device " + on[layer], 0L);
        for (Flow flow : graph.inFlows(layer)) {
          ready = Math.max(ready, arrival(flow, on[layer]));
        }
        start[layer] = ready;
        end[layer] = ready + duration(layer, on);
        if (graph.needed(layer)) {
          free.put("device " + on[layer], end[layer]);
        }
      }
      long last = 0;
      for (Flow flow : graph.flows()) {
        if (flow.output()) {
          last = Math.max(last, arrival(flow, graph.source()));
        }
      }
      return last;
    }

    private long arrival(Flow flow, int to) {
      int home = flow.home(on, graph.source());
      long made = flow.producer() == Flow.FROM_SOURCE ? 0 : end[flow.producer()];
      if (home == to) {
        return made;
      }
      Long known = arrived.get(List.of(flow, to));
      if (known != null) {
        return known;
      }
      long at = made;
      for (Flow.Hop hop : flow.ways()[home][to]) {
        String[] lanes = ThroughputObjective.lanes(hop, graph.contention());
        for (String lane : lanes) {
          at = Math.max(at, free.getOrDefault(lane, 0L));
        }
        for (String lane : lanes) {
          free.put(lane, at + hop.occupied());
        }
        at += hop.total();
      }
      arrived.put(List.of(flow, to), at);
      return at;
    }
  }
}
