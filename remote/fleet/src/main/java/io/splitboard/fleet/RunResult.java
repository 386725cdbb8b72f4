package io.splitboard.fleet;

import io.splitboard.core.simulation.Trace;
import java.util.List;

/**
 * What came of a run.
 *
 * @param trace measured times of the completed requests, on the source device's clock
 * @param completed number of requests whose outputs came back
 * @param lost number of requests that were given to the source and never came back; of a cancelled
 *     run only those that failed
 * @param problems one sentence each; empty if all went well
 * @param cancelled whether the caller stopped the run
 */
public record RunResult(
    Trace trace, int completed, int lost, List<String> problems, boolean cancelled) {

  /** Copies the list. */
  public RunResult {
    problems = List.copyOf(problems);
  }
}
