package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import io.splitboard.core.tensor.TensorData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What came of a run.
 *
 * @param live what ran
 * @param started when the first request was sent
 * @param measured the live run
 * @param predicted simulation of as many requests in the same pace
 * @param measuredSummary figures of the live run
 * @param predictedSummary figures of the simulation
 * @param lost requests without a result
 * @param maxAbsDiff largest difference of any output element from the whole network's
 * @param maxAbsOutput largest absolute output element of the whole network
 * @param bitExact whether every result equals the whole network's bit for bit
 * @param lastOutputs outputs of the last completed request, by tensor name; empty if none completed
 * @param linkErrors what lossy codecs changed, by link; empty where every link is lossless
 * @param problems one sentence each
 * @param caution why the figures may not be those of the devices, in a sentence
 * @param profile costs that the simulation used
 * @param environment versions, host, inputs and the like
 * @param cancelled whether the user stopped the run
 */
public record RunOutcome(
    LiveDeployment live,
    Instant started,
    Trace measured,
    Trace predicted,
    Summary measuredSummary,
    Summary predictedSummary,
    int lost,
    double maxAbsDiff,
    double maxAbsOutput,
    boolean bitExact,
    Map<String, TensorData> lastOutputs,
    List<LinkError> linkErrors,
    List<String> problems,
    Optional<String> caution,
    Profile profile,
    Map<String, String> environment,
    boolean cancelled) {

  /** Copies the collections. */
  public RunOutcome {
    lastOutputs = Map.copyOf(lastOutputs);
    linkErrors = List.copyOf(linkErrors);
    problems = List.copyOf(problems);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /**
   * Whether every result equals the whole network's: bit for bit, unless layers are split or graphs
   * were optimized.
   */
  public boolean equal() {
    double tolerance = Tolerance.of(live.program(), live.optimize());
    return bitExact || (tolerance > 0 && maxAbsDiff <= tolerance * maxAbsOutput);
  }

  /**
   * Whether all is as the design wants it: no request lost, and results equal. Where links pack
   * with a lossy codec results cannot be, and each link must keep its error budget instead.
   */
  public boolean good() {
    if (lost > 0 || linkErrors.isEmpty()) {
      return lost == 0 && equal();
    }
    return Double.isFinite(maxAbsDiff) && linkErrors.stream().allMatch(LinkError::ok);
  }

  /** Requests whose results came back. */
  public int completed() {
    return measured.requests().size();
  }

  /** The run as it is saved. */
  Experiment experiment(String name, Cluster cluster) {
    return new Experiment(
        UUID.randomUUID().toString(),
        name,
        started,
        live.design(),
        live.optimize(),
        environment,
        predicted,
        measured,
        predictedSummary,
        measuredSummary,
        lost,
        maxAbsDiff,
        cluster,
        profile);
  }
}
