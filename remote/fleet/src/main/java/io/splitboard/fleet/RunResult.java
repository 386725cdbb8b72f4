package io.splitboard.fleet;

import io.splitboard.core.codec.CodecError;
import io.splitboard.core.simulation.Trace;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param trace measured times of the completed requests, on the source device's clock
 * @param codecErrors largest error that a lossy codec made in each transfer, by its id, as the
 *     senders saw it
 * @param completed number of requests whose outputs came back
 * @param lost number of requests that were given to the source and never came back; of a cancelled
 *     run only those that failed
 * @param problems one sentence each; empty if all went well
 * @param cancelled whether the caller stopped the run
 */
public record RunResult(
    Trace trace,
    Map<String, CodecError> codecErrors,
    int completed,
    int lost,
    List<String> problems,
    boolean cancelled) {

  /** Copies the collections. */
  public RunResult {
    codecErrors = Map.copyOf(codecErrors);
    problems = List.copyOf(problems);
  }
}
