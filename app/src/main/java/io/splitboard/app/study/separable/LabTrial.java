package io.splitboard.app.study.separable;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Pace;
import io.splitboard.app.service.RandomInputs;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.simulation.Trace;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Prompts;
import io.splitboard.fleet.RunListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An exported network that ran on virtual devices, one request at a time, without graph
 * optimization.
 *
 * @param bytes what each request moved over all links, in order of requests
 * @param bitExact whether every result equals the whole network's bit for bit
 * @param latencyMs median latency, measured
 */
record LabTrial(List<Long> bytes, boolean bitExact, double latencyMs) {

  private static final int REQUESTS = 20;
  private static final long SEED = 1;

  /**
   * Deploys the project's first design and runs it.
   *
   * @throws UserException if the virtual devices cannot be started here or a request is lost
   */
  static LabTrial run(Path project, Progress progress) {
    try (Workspace workspace = Workspace.open(project, Prompts.NONE, progress)) {
      LiveDeployment live =
          workspace.deploy(
              workspace.project().design(GroupProject.DESIGN),
              false,
              Pace.ONE_AT_A_TIME,
              DeployListener.NONE,
              progress);
      RunOutcome outcome =
          workspace.run(
              live,
              new RandomInputs(SEED),
              REQUESTS,
              Pace.ONE_AT_A_TIME,
              RunListener.NONE,
              progress);
      workspace.stop(progress);
      progress.check();
      if (outcome.completed() < REQUESTS) {
        throw new UserException(
            "Only %d of %d requests came back from the virtual devices of %s; run the study again."
                .formatted(outcome.completed(), REQUESTS, project));
      }
      return new LabTrial(
          bytes(outcome.measured()), outcome.bitExact(), outcome.measuredSummary().latencyP50Ms());
    }
  }

  private static List<Long> bytes(Trace trace) {
    Map<Integer, Long> byRequest = new TreeMap<>();
    trace.requests().forEach(request -> byRequest.put(request.request(), 0L));
    trace
        .transfers()
        .forEach(
            transfer ->
                byRequest.computeIfPresent(
                    transfer.request(), (request, sum) -> sum + transfer.bytes()));
    return List.copyOf(byRequest.values());
  }

  /** Bytes of the request that differs most from what was predicted. */
  long bytesFarthestFrom(long predicted) {
    long farthest = predicted;
    for (long moved : bytes) {
      farthest = Math.abs(moved - predicted) > Math.abs(farthest - predicted) ? moved : farthest;
    }
    return farthest;
  }
}
