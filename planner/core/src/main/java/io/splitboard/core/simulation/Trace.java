package io.splitboard.core.simulation;

import java.util.List;

/**
 * Timed tasks and transfers of one or more requests. A simulation and a live run give the same kind
 * of trace. Times are ms since the first request was present at the source.
 *
 * @param measured true for a live run, false for a simulation
 * @param tasks in order of start
 * @param transfers in order of start
 * @param requests in order of number
 */
public record Trace(
    boolean measured, List<TaskRun> tasks, List<TransferRun> transfers, List<RequestRun> requests) {

  /** Copies the lists. */
  public Trace {
    tasks = List.copyOf(tasks);
    transfers = List.copyOf(transfers);
    requests = List.copyOf(requests);
  }

  /** One run of a task for one request. */
  public record TaskRun(int request, String task, String device, double startMs, double endMs) {}

  /**
   * One run of a transfer for one request: from the first byte leaving to the last arriving.
   *
   * @param bytes bytes on the wire
   */
  public record TransferRun(
      int request,
      String transfer,
      String from,
      String to,
      long bytes,
      double startMs,
      double endMs) {}

  /** One request: from its input being present at the source to its outputs being there. */
  public record RequestRun(int request, double startMs, double endMs) {

    /** Latency in ms. */
    public double latencyMs() {
      return endMs - startMs;
    }
  }
}
