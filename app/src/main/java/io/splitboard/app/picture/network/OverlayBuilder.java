package io.splitboard.app.picture.network;

import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the figures over the network's picture from a program's traces: means over the requests of
 * a trace. Tasks are timed as wholes; a layer gets the share of its task's measured time that it
 * has of the task's predicted time, and is marked as apportioned unless it is alone in its task.
 */
public final class OverlayBuilder {

  private final Program program;
  private final Profile profile;

  /** Figures of one program with the profile that predicts it. */
  public OverlayBuilder(Program program, Profile profile) {
    this.program = program;
    this.profile = profile;
  }

  /**
   * Times of a run, means over its requests.
   *
   * @param taskMs by task id
   * @param transferMs by transfer id
   */
  public record Times(Map<String, Double> taskMs, Map<String, Double> transferMs) {
    /** Copies the maps. */
    public Times {
      taskMs = Map.copyOf(taskMs);
      transferMs = Map.copyOf(transferMs);
    }

    /** Those of a trace. */
    public static Times of(Trace trace) {
      return new Times(taskMeans(trace), transferMeans(trace));
    }
  }

  /** Builds the overlay from traces. */
  public NetworkOverlay build(
      Optional<Trace> predicted, Optional<Trace> measured, boolean awaited) {
    return buildFrom(predicted, measured.map(Times::of), awaited);
  }

  /**
   * Builds the overlay.
   *
   * @param predicted a simulated trace, for the times of transfers
   * @param measured of a live or saved run
   * @param awaited whether a run is going on: what it has not told yet is pending, not missing
   */
  public NetworkOverlay buildFrom(
      Optional<Trace> predicted, Optional<Times> measured, boolean awaited) {
    Reading missing = awaited ? Reading.PENDING : Reading.NONE;
    Map<String, Double> taskMs = measured.map(Times::taskMs).orElse(Map.of());
    Map<String, List<LayerOverlay>> parts = new LinkedHashMap<>();
    for (Task task : program.tasks()) {
      double whole = predictedMs(task);
      for (String layer : task.layers()) {
        double own = profile.layerMs(task.device(), layer);
        double share = whole > 0 ? own / whole : 1.0 / task.layers().size();
        Double ms = taskMs.get(task.id());
        parts
            .computeIfAbsent(layer, id -> new ArrayList<>())
            .add(
                new LayerOverlay(
                    Reading.of(own),
                    ms == null ? missing : Reading.of(ms * share),
                    ms != null && task.layers().size() > 1));
      }
    }
    Map<String, LayerOverlay> layers = new LinkedHashMap<>();
    parts.forEach((layer, all) -> layers.put(layer, longest(all)));
    return new NetworkOverlay(layers, edges(predicted, measured, missing), Map.of());
  }

  private double predictedMs(Task task) {
    return task.layers().stream().mapToDouble(layer -> profile.layerMs(task.device(), layer)).sum();
  }

  /** A layer that several devices share takes as long as the slowest of them. */
  private static LayerOverlay longest(List<LayerOverlay> parts) {
    return parts.stream()
        .reduce(
            (first, next) ->
                next.measuredMs().value() + next.predictedMs().value()
                        > first.measuredMs().value() + first.predictedMs().value()
                    ? next
                    : first)
        .orElse(LayerOverlay.NONE);
  }

  private List<EdgeOverlay> edges(
      Optional<Trace> predicted, Optional<Times> measured, Reading missing) {
    Map<String, Double> predictedMs = predicted.map(OverlayBuilder::transferMeans).orElse(Map.of());
    Map<String, Double> measuredMs = measured.map(Times::transferMs).orElse(Map.of());
    List<EdgeOverlay> edges = new ArrayList<>();
    for (Transfer transfer : program.transfers()) {
      Double forecast = predictedMs.get(transfer.id());
      Double seen = measuredMs.get(transfer.id());
      edges.add(
          new EdgeOverlay(
              transfer.fragment().tensor(),
              transfer.from(),
              transfer.to(),
              transfer.bytes(),
              forecast == null ? Reading.NONE : Reading.of(forecast),
              seen == null ? missing : Reading.of(seen),
              seen == null || seen <= 0
                  ? Reading.NONE
                  : Reading.of(8 * transfer.bytes() / (seen * 1000))));
    }
    return edges;
  }

  private static Map<String, Double> taskMeans(Trace trace) {
    Map<String, DoubleSummaryStatistics> runs = new HashMap<>();
    for (Trace.TaskRun run : trace.tasks()) {
      runs.computeIfAbsent(run.task(), id -> new DoubleSummaryStatistics())
          .accept(run.endMs() - run.startMs());
    }
    return means(runs);
  }

  private static Map<String, Double> transferMeans(Trace trace) {
    Map<String, DoubleSummaryStatistics> runs = new HashMap<>();
    for (Trace.TransferRun run : trace.transfers()) {
      runs.computeIfAbsent(run.transfer(), id -> new DoubleSummaryStatistics())
          .accept(run.endMs() - run.startMs());
    }
    return means(runs);
  }

  private static Map<String, Double> means(Map<String, DoubleSummaryStatistics> runs) {
    Map<String, Double> means = new HashMap<>();
    runs.forEach((id, statistics) -> means.put(id, statistics.getAverage()));
    return means;
  }
}
