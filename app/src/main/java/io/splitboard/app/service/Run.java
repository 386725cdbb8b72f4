package io.splitboard.app.service;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Device;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.simulation.Load;
import io.splitboard.core.simulation.Simulator;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.DeviceTelemetry;
import io.splitboard.fleet.RunListener;
import io.splitboard.fleet.RunResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of requests on a live deployment. */
final class Run {

  /**
   * A run that went on until it was stopped is compared with the simulation of so many requests.
   */
  private static final int MOST_SIMULATED = 1000;

  private final OpenModel model;
  private final Cluster cluster;
  private final Profile profile;
  private final LiveDeployment live;
  private final InputSource inputs;
  private final Pace pace;

  Run(
      OpenModel model,
      Cluster cluster,
      Profile profile,
      LiveDeployment live,
      InputSource inputs,
      Pace pace) {
    this.model = model;
    this.cluster = cluster;
    this.profile = profile;
    this.live = live;
    this.inputs = inputs;
    this.pace = pace;
  }

  /**
   * Runs. What the whole network answers is computed before the first request is sent, so that it
   * takes no time from virtual devices while these are measured.
   */
  RunOutcome execute(int requests, RunListener listener, Progress progress) {
    int inFlight = pace == Pace.ONE_AT_A_TIME ? 1 : live.maxInFlight();
    // The source device itself keeps to its limit, with as many requests at hand; a smaller one is
    // kept to from here, and then word from there and back lies between two requests.
    int handedOut = inFlight == live.maxInFlight() ? 2 * inFlight : inFlight;
    References references = References.compute(model, inputs, requests, live.optimize(), progress);
    live.deployment().keep(references.inputs(), progress);
    RequestFeed feed = new RequestFeed(references::input, requests, handedOut, progress);
    Instant started = Instant.now();
    Optional<ProcessorTime> before = ProcessorTime.now();
    RunResult result =
        live.deployment().run(feed, new Watcher(references, feed, listener, requests), progress);
    Optional<ProcessorTime.Use> use = ProcessorTime.now().flatMap(now -> before.map(now::since));
    if (result.trace().requests().isEmpty()) {
      progress.check();
      throw new UserException(
          "No request completed: "
              + (result.problems().isEmpty() ? "nothing came back." : result.problems().get(0)));
    }
    int completed = result.trace().requests().size();
    Load load = new Load(Math.min(completed, MOST_SIMULATED), inFlight);
    Trace predicted = Simulator.simulate(live.program(), profile, cluster, load);
    List<LinkError> linkErrors =
        LinkError.of(live.program(), live.design().partition().codecs(), result.codecErrors());
    References.Agreement agreement = references.agreement();
    List<Device> devices = live.program().devices().stream().map(cluster::device).toList();
    Map<String, String> environment =
        new HashMap<>(Environment.of(cluster, inputs, inFlight, completed, linkErrors));
    use.map(LabConditions::words).ifPresent(environment::putAll);
    return new RunOutcome(
        live,
        started,
        result.trace(),
        predicted,
        Summary.of(result.trace(), live.program(), cluster),
        Summary.of(predicted, live.program(), cluster),
        result.lost(),
        agreement.maxAbsDiff(),
        agreement.maxAbsOutput(),
        agreement.bitExact(),
        agreement.lastOutputs(),
        linkErrors,
        problems(result, linkErrors),
        use.flatMap(one -> LabConditions.caution(devices, one)),
        profile,
        environment,
        result.cancelled());
  }

  private static List<String> problems(RunResult result, List<LinkError> linkErrors) {
    List<String> problems = new ArrayList<>(result.problems());
    linkErrors.stream().filter(link -> !link.ok()).forEach(link -> problems.add(link.overrun()));
    return problems;
  }

  /** Compares results as they come, lets the next request go, and passes everything on. */
  private record Watcher(
      References references, RequestFeed feed, RunListener listener, int requests)
      implements RunListener {

    @Override
    public void telemetry(DeviceTelemetry telemetry) {
      listener.telemetry(telemetry);
    }

    @Override
    public void completed(int request, double latencyMs, Map<String, TensorData> outputs) {
      feed.completed();
      references.compare(request, outputs);
      if (listener instanceof RunWatcher watcher) {
        watcher.compared(references.soFar());
      }
      listener.completed(request, latencyMs, outputs);
    }
  }
}
