package io.splitboard.core.project;

import io.splitboard.core.partition.Placement;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two saved runs side by side.
 *
 * @param a the first run, the one that the second is compared with
 * @param b the second run
 * @param figures their figures, each saying whether it was predicted or measured
 * @param latencyA spread of the first run's measured latencies, ms; empty if no request completed
 * @param latencyB spread of the second run's
 * @param histogram both runs' measured latencies over the same bins, ms
 * @param changes layers whose placement differs, in the order of the first design
 * @param environment what differs in the surroundings, by key: first run's and second run's value
 * @param verdict one sentence
 */
public record Comparison(
    Experiment a,
    Experiment b,
    List<FigurePair> figures,
    Optional<Distribution> latencyA,
    Optional<Distribution> latencyB,
    Histogram histogram,
    List<PlacementChange> changes,
    Map<String, List<String>> environment,
    String verdict) {

  /** Where a figure came from. */
  public enum Basis {
    /** From the simulation. */
    PREDICTED,
    /** From the live run. */
    MEASURED,
    /** Computed from measured times and the catalogue's electric power. */
    MODELLED
  }

  /**
   * The same figure of both runs.
   *
   * @param name what it is
   * @param unit its unit
   * @param basis where it came from
   * @param a the first run's
   * @param b the second run's
   * @param smallerIsBetter which way is better
   */
  public record FigurePair(
      String name, String unit, Basis basis, double a, double b, boolean smallerIsBetter) {

    /** Second over first; NaN where the first is 0. */
    public double ratio() {
      return a == 0 ? Double.NaN : b / a;
    }
  }

  /**
   * A layer that is placed differently.
   *
   * @param layer id
   * @param a placement in the first design; null if the layer is not in it
   * @param b placement in the second design; null if the layer is not in it
   */
  public record PlacementChange(String layer, Placement a, Placement b) {}

  /** Copies the lists. */
  public Comparison {
    figures = List.copyOf(figures);
    changes = List.copyOf(changes);
  }

  /** Compares a second run with a first. */
  public static Comparison of(Experiment a, Experiment b) {
    List<Double> latenciesA = latencies(a.measured());
    List<Double> latenciesB = latencies(b.measured());
    return new Comparison(
        a,
        b,
        figures(a, b),
        latenciesA.isEmpty() ? Optional.empty() : Optional.of(Distribution.of(latenciesA)),
        latenciesB.isEmpty() ? Optional.empty() : Optional.of(Distribution.of(latenciesB)),
        Histogram.of(latenciesA, latenciesB),
        changes(a.design(), b.design()),
        differences(a.environment(), b.environment()),
        Verdict.sentence(a, b, latenciesA, latenciesB));
  }

  private static List<Double> latencies(Trace trace) {
    return trace.requests().stream().map(Trace.RequestRun::latencyMs).toList();
  }

  private static List<FigurePair> figures(Experiment a, Experiment b) {
    List<FigurePair> figures = new ArrayList<>();
    addTimes(figures, Basis.MEASURED, a.measuredSummary(), b.measuredSummary());
    addTimes(figures, Basis.PREDICTED, a.predictedSummary(), b.predictedSummary());
    Summary sa = a.measuredSummary();
    Summary sb = b.measuredSummary();
    figures.add(
        new FigurePair(
            "Energy per request",
            "J",
            Basis.MODELLED,
            sa.energyJoulePerRequest(),
            sb.energyJoulePerRequest(),
            true));
    figures.add(
        new FigurePair(
            "Sent per request",
            "B",
            Basis.MEASURED,
            sa.transferBytesPerRequest(),
            sb.transferBytesPerRequest(),
            true));
    figures.add(new FigurePair("Lost requests", "", Basis.MEASURED, a.lost(), b.lost(), true));
    figures.add(
        new FigurePair(
            "Largest difference", "", Basis.MEASURED, a.maxAbsDiff(), b.maxAbsDiff(), true));
    return figures;
  }

  private static void addTimes(List<FigurePair> figures, Basis basis, Summary a, Summary b) {
    figures.add(
        new FigurePair("Latency p50", "ms", basis, a.latencyP50Ms(), b.latencyP50Ms(), true));
    figures.add(
        new FigurePair("Latency p99", "ms", basis, a.latencyP99Ms(), b.latencyP99Ms(), true));
    figures.add(
        new FigurePair(
            "Throughput", "1/s", basis, a.throughputPerSecond(), b.throughputPerSecond(), false));
  }

  private static List<PlacementChange> changes(Design a, Design b) {
    Set<String> layers = new LinkedHashSet<>(a.partition().placements().keySet());
    layers.addAll(b.partition().placements().keySet());
    List<PlacementChange> changes = new ArrayList<>();
    for (String layer : layers) {
      Placement placementA = a.partition().placements().get(layer);
      Placement placementB = b.partition().placements().get(layer);
      if (placementA == null || !placementA.equals(placementB)) {
        changes.add(new PlacementChange(layer, placementA, placementB));
      }
    }
    return changes;
  }

  private static Map<String, List<String>> differences(
      Map<String, String> a, Map<String, String> b) {
    Set<String> keys = new java.util.TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    Map<String, List<String>> differences = new java.util.LinkedHashMap<>();
    for (String key : keys) {
      String valueA = a.getOrDefault(key, "");
      String valueB = b.getOrDefault(key, "");
      if (!valueA.equals(valueB)) {
        differences.put(key, List.of(valueA, valueB));
      }
    }
    return java.util.Collections.unmodifiableMap(differences);
  }
}
