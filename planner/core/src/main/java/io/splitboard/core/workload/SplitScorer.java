package io.splitboard.core.workload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges splits by the cost model of the workloads' study: an accelerator's load is the time of its
 * nodes, plus the output cost of each node elsewhere that one of its nodes reads, plus the output
 * cost of each of its nodes that is read elsewhere, each once; a CPU's load is the time of its
 * nodes. It shares no code with the solvers, so that it can check them.
 */
public final class SplitScorer {

  /** Bytes by which rounding may exceed a limit, as a share of it. */
  private static final double ROUNDING = 1e-9;

  private final Workload workload;
  private final Split split;
  private final int[][] readers;
  private final double[] outputMs;

  /** Device of each node by position: accelerators first, then CPUs; -1 while it has none. */
  private final int[] on;

  private final List<String> problems = new ArrayList<>();

  private SplitScorer(Workload workload, Split split) {
    this.workload = workload;
    this.split = split;
    this.readers = workload.readers();
    this.outputMs = workload.outputMs();
    this.on = new int[workload.nodes().size()];
  }

  /** Finds loads and problems of a split. */
  public static SplitScore score(Workload workload, Split split) {
    return new SplitScorer(workload, split).score();
  }

  private SplitScore score() {
    place();
    checkRules();
    List<Double> accelerators = new ArrayList<>();
    for (int device = 0; device < split.accelerators().size(); device++) {
      accelerators.add(acceleratorMs(device));
    }
    List<Double> cpus = new ArrayList<>();
    for (int cpu = 0; cpu < split.cpus().size(); cpu++) {
      cpus.add(cpuMs(split.accelerators().size() + cpu));
    }
    double most = 0;
    for (List<Double> loads : List.of(accelerators, cpus)) {
      for (double load : loads) {
        most = Math.max(most, load);
      }
    }
    return new SplitScore(most, accelerators, cpus, contiguous(), problems);
  }

  private void place() {
    Arrays.fill(on, -1);
    Map<Long, Integer> indices = workload.indices();
    List<Split.Part> parts = new ArrayList<>(split.accelerators());
    parts.addAll(split.cpus());
    for (int device = 0; device < parts.size(); device++) {
      for (long id : parts.get(device).nodes()) {
        Integer node = indices.get(id);
        if (node == null) {
          problems.add("Node " + id + " is not in the workload.");
        } else if (on[node] >= 0) {
          problems.add("Node " + id + " is placed twice.");
        } else {
          on[node] = device;
        }
      }
    }
  }

  private void checkRules() {
    if (split.accelerators().size() > workload.accelerators()
        || split.cpus().size() > workload.cpus()) {
      problems.add(
          "The split has %d accelerators and %d CPUs, the workload %d and %d."
              .formatted(
                  split.accelerators().size(),
                  split.cpus().size(),
                  workload.accelerators(),
                  workload.cpus()));
    }
    Map<Long, Integer> classDevices = new HashMap<>();
    double[] bytes = new double[split.accelerators().size()];
    for (int node = 0; node < on.length; node++) {
      WorkloadNode facts = workload.nodes().get(node);
      if (on[node] < 0) {
        problems.add("Node " + facts.id() + " is not placed.");
        continue;
      }
      if (isAccelerator(on[node])) {
        bytes[on[node]] += facts.bytes();
        if (!facts.acceleratorAllowed()) {
          problems.add("Node " + facts.id() + " is on an accelerator, which cannot run it.");
        }
      }
      int device = on[node];
      if (facts.colorClass().isPresent()) {
        Integer other = classDevices.putIfAbsent(facts.colorClass().getAsLong(), device);
        if (other != null && other != device) {
          problems.add("Node " + facts.id() + " is not with the others of its class.");
        }
      }
    }
    for (int device = 0; device < bytes.length; device++) {
      if (bytes[device] > workload.acceleratorBytes() * (1 + ROUNDING)) {
        problems.add("Accelerator " + device + " holds more bytes than it has.");
      }
    }
  }

  private boolean isAccelerator(int device) {
    return device >= 0 && device < split.accelerators().size();
  }

  private double acceleratorMs(int device) {
    double load = 0;
    for (int node = 0; node < on.length; node++) {
      boolean own = on[node] == device;
      load += own ? workload.nodes().get(node).acceleratorMs() : 0;
      boolean crosses = false;
      for (int reader : readers[node]) {
        crosses |= own != (on[reader] == device);
      }
      load += crosses ? outputMs[node] : 0;
    }
    return load;
  }

  private double cpuMs(int device) {
    double load = 0;
    for (int node = 0; node < on.length; node++) {
      load += on[node] == device ? workload.nodes().get(node).cpuMs() : 0;
    }
    return load;
  }

  private boolean contiguous() {
    for (int device = 0; device < split.accelerators().size(); device++) {
      if (comesBack(device)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a path of forward nodes leaves the device's part and ends in it. */
  private boolean comesBack(int device) {
    Set<Integer> outside = new HashSet<>();
    Deque<Integer> toVisit = new ArrayDeque<>();
    for (int node = 0; node < on.length; node++) {
      if (on[node] == device && forward(node)) {
        for (int reader : readers[node]) {
          if (forward(reader) && on[reader] != device && outside.add(reader)) {
            toVisit.add(reader);
          }
        }
      }
    }
    while (!toVisit.isEmpty()) {
      for (int reader : readers[toVisit.remove()]) {
        if (!forward(reader)) {
          continue;
        }
        if (on[reader] == device) {
          return true;
        }
        if (outside.add(reader)) {
          toVisit.add(reader);
        }
      }
    }
    return false;
  }

  private boolean forward(int node) {
    return !workload.nodes().get(node).backward();
  }
}
