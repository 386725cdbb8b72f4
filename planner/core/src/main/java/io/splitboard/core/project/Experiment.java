package io.splitboard.core.project;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A saved run: what was deployed, what was predicted, what was measured. Everything that is needed
 * to show and compare it later, whatever becomes of the project meanwhile.
 *
 * @param id unique in the project
 * @param name what people call it
 * @param when start of the run
 * @param design what was deployed
 * @param optimize whether ONNX Runtime's graph optimization was on
 * @param environment versions, host, inputs and the like, for whoever repeats the run
 * @param predicted simulation of the same requests with the profile below
 * @param measured the live run
 * @param predictedSummary figures of the simulation
 * @param measuredSummary figures of the live run; energy in it is modelled
 * @param lost requests without a result
 * @param maxAbsDiff largest difference of any output element from the whole network's; NaN where
 *     results were not verified
 * @param cluster devices and links at the time
 * @param profile costs at the time
 */
public record Experiment(
    String id,
    String name,
    Instant when,
    Design design,
    boolean optimize,
    Map<String, String> environment,
    Trace predicted,
    Trace measured,
    Summary predictedSummary,
    Summary measuredSummary,
    int lost,
    double maxAbsDiff,
    Cluster cluster,
    Profile profile) {

  /** Sorts the environment. */
  public Experiment {
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** What a list of experiments shows of it. */
  public ExperimentHeader header() {
    return new ExperimentHeader(
        id,
        name,
        when,
        design.name(),
        optimize,
        measuredSummary.requests(),
        lost,
        measuredSummary.latencyP50Ms(),
        measuredSummary.throughputPerSecond(),
        Double.isNaN(maxAbsDiff) ? Optional.empty() : Optional.of(maxAbsDiff));
  }
}
