package io.splitboard.fleet.profiling;

import io.splitboard.core.cluster.Origin;
import io.splitboard.core.profile.DeviceProfile;
import io.splitboard.core.profile.Figure;
import io.splitboard.core.profile.TaskDeviation;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.protocol.NodeProfile;
import io.splitboard.protocol.TaskProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a device's layer times out of its agent's profile of tasks and nodes.
 *
 * <p>A task's time is taken as {@code a + c·m + Σ (t + b)} over its nodes, with node times t from
 * ONNX Runtime's profiler: a is what each call costs, c what each of the m megabytes costs that it
 * reads and makes, b what each node costs besides its kernel. They are fitted to what tasks of
 * different sizes took, among them those of {@link #addProbe}; b is counted to the layers, and to
 * each piece of one. Last, the layers of each probe that computes whole ones are stretched or
 * shrunk in proportion to its time: the profiler's own cost falls on short nodes more than on long
 * ones.
 */
final class LayerTimes {

  /** A probe of fewer tells little that the layers themselves do not. */
  private static final int LEAST_LAYERS = 3;

  /** Fewer probes tell little of how far they are off in general. */
  private static final int LEAST_PROBES = 3;

  /** A probe that is further off by this factor was disturbed. */
  private static final double MOST_OFF = 1.5;

  private final List<Timed> tasks = new ArrayList<>();
  private final Map<Task, Double> probes = new LinkedHashMap<>();

  /** A task with its median time and the time of each layer in it, ms. */
  private record Timed(
      Task task, double medianMs, Map<String, Double> layerMs, double nodesMs, int nodes) {

    double outsideMs() {
      return Math.max(0, medianMs - nodesMs);
    }
  }

  /** Adds what was measured of a task; nothing, if the agent could not time it. */
  void add(Task task, TaskProfile profile) {
    if (!profile.getProblem().isEmpty() || profile.getWallMsCount() == 0) {
      return;
    }
    Map<String, Double> layerMs = new HashMap<>();
    double nodesMs = 0;
    for (NodeProfile node : profile.getNodesList()) {
      nodesMs += node.getMeanMs();
      layerOf(task, node.getNode())
          .ifPresent(layer -> layerMs.merge(layer, node.getMeanMs(), Double::sum));
    }
    spread(layerMs, nodesMs);
    tasks.add(
        new Timed(
            task,
            median(profile.getWallMsList()),
            layerMs,
            nodesMs,
            Math.max(1, profile.getNodesCount())));
  }

  /** Adds the time of a task of which only the whole was timed. */
  void addProbe(Task task, TaskProfile profile) {
    if (profile.getProblem().isEmpty() && profile.getWallMsCount() > 0) {
      probes.put(task, median(profile.getWallMsList()));
    }
  }

  /** Median time of a task that was added, ms; NaN if the agent could not time it. */
  double taskMs(Task task) {
    return tasks.stream()
        .filter(timed -> timed.task().equals(task))
        .mapToDouble(Timed::medianMs)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Nodes that an optimizer renamed or added belong to the layers of their task in proportion. */
  private static void spread(Map<String, Double> layerMs, double nodesMs) {
    double known = layerMs.values().stream().mapToDouble(Double::doubleValue).sum();
    if (known > 0) {
      layerMs.replaceAll((layer, ms) -> ms * nodesMs / known);
    }
  }

  /** The layer whose name a node carries, see {@code SubModelCutter.cutForProfiling}. */
  private static Optional<String> layerOf(Task task, String node) {
    return task.layers().stream()
        .filter(layer -> carries(node, layer))
        .max(java.util.Comparator.comparingInt(String::length));
  }

  private static boolean carries(String node, String layer) {
    int at = node.indexOf(layer + "/");
    return at >= 0 && node.substring(at + layer.length() + 1).matches("\\d+.*");
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The device's measured figures; where nothing was measured, those that were known. */
  DeviceProfile profile(DeviceProfile known) {
    return tasks.isEmpty() ? known : profile(known, probes);
  }

  /**
   * How far probes were off from what is expected of them without their own measurement: tasks of
   * whole layers one by one, those of pieces all together, since they are off for the same reasons.
   *
   * @return empty if too few were probed
   */
  Optional<TaskDeviation> deviation(DeviceProfile known) {
    List<Task> whole = probes.keySet().stream().filter(Task::isWhole).toList();
    if (tasks.isEmpty() || whole.size() < LEAST_PROBES) {
      return Optional.empty();
    }
    double squares = 0;
    for (Task probe : whole) {
      squares += Math.pow(logError(known, List.of(probe)), 2);
    }
    double ofWhole = Math.sqrt(squares / whole.size());
    List<Task> split = probes.keySet().stream().filter(probe -> !probe.isWhole()).toList();
    double ofSplit = split.isEmpty() ? ofWhole : Math.abs(logError(known, split));
    return Optional.of(new TaskDeviation(ofWhole, Math.max(ofWhole, ofSplit)));
  }

  private double logError(DeviceProfile known, List<Task> left) {
    Map<Task, Double> others = new LinkedHashMap<>(probes);
    others.keySet().removeAll(left);
    DeviceProfile costs = profile(known, others);
    double expected = 0;
    double measured = 0;
    for (Task task : left) {
      measured += probes.get(task);
      expected +=
          costs.overheadMs().value()
              + costs.perMegabyteMs().value() * TaskTime.megabytes(task)
              + TaskTime.piecesMs(
                  task, costs.perPieceMs().value(), layer -> costs.layerMs().get(layer).value());
    }
    return Math.log(measured / expected);
  }

  private DeviceProfile profile(DeviceProfile known, Map<Task, Double> probes) {
    CallCost cost = CallCost.fit(samples(probes));
    Map<String, Figure> layerMs = new LinkedHashMap<>();
    Map<String, Figure> bundleMs = new LinkedHashMap<>(known.bundleMs());
    for (Timed timed : tasks) {
      double perLayer = cost.perNodeMs() * timed.nodes() / timed.task().layers().size();
      for (String layer : timed.task().layers()) {
        // Layers that were timed among others come first, and that is how they run mostly.
        double ms = timed.layerMs().getOrDefault(layer, 0.0) + perLayer;
        layerMs.putIfAbsent(layer, measured(ms));
      }
      bundleMs.put(TaskTime.bundleKey(timed.task()), measured(timed.medianMs()));
    }
    probes.forEach((task, ms) -> adapt(layerMs, task, ms, cost));
    return new DeviceProfile(
        measured(cost.perCallMs()),
        measured(cost.perMegabyteMs()),
        measured(cost.perNodeMs()),
        completed(layerMs, known.layerMs()),
        bundleMs);
  }

  /** Makes the layers of a probe take together what the probe took besides its call. */
  private static void adapt(Map<String, Figure> layerMs, Task probe, double ms, CallCost cost) {
    List<String> layers = probe.layers();
    if (!probe.isWhole() || layers.size() < LEAST_LAYERS || !layerMs.keySet().containsAll(layers)) {
      return;
    }
    double sum = layers.stream().mapToDouble(layer -> layerMs.get(layer).value()).sum();
    double wanted = ms - cost.perCallMs() - cost.perMegabyteMs() * TaskTime.megabytes(probe);
    if (sum > 0 && wanted > sum / MOST_OFF && wanted < sum * MOST_OFF) {
      layers.forEach(
          layer -> layerMs.compute(layer, (id, old) -> measured(old.value() * wanted / sum)));
    }
  }

  private List<CallCost.Sample> samples(Map<Task, Double> probes) {
    Map<String, Double> kernelMs = new HashMap<>();
    List<CallCost.Sample> samples = new ArrayList<>();
    for (Timed timed : tasks) {
      timed.layerMs().forEach(kernelMs::putIfAbsent);
      samples.add(sample(timed.task(), timed.outsideMs(), timed.nodes(), timed.medianMs()));
    }
    probes.forEach(
        (task, ms) -> {
          double kernels = TaskTime.piecesMs(task, 0, layer -> kernelMs.getOrDefault(layer, 0.0));
          samples.add(sample(task, ms - kernels, task.pieces().size(), ms));
        });
    return samples;
  }

  private static CallCost.Sample sample(Task task, double outsideMs, int nodes, double ms) {
    return new CallCost.Sample(outsideMs, nodes, TaskTime.megabytes(task), 1 / ms);
  }

  private static Map<String, Figure> completed(
      Map<String, Figure> measured, Map<String, Figure> known) {
    Map<String, Figure> all = new LinkedHashMap<>(known);
    all.putAll(measured);
    return all;
  }

  private static Figure measured(double ms) {
    return new Figure(ms, Origin.MEASURED);
  }
}
