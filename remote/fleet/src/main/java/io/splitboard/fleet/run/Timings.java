package io.splitboard.fleet.run;

import io.splitboard.core.codec.CodecError;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import io.splitboard.core.simulation.Trace;
import io.splitboard.core.simulation.Trace.RequestRun;
import io.splitboard.core.simulation.Trace.TaskRun;
import io.splitboard.core.simulation.Trace.TransferRun;
import io.splitboard.protocol.RequestTimes;
import io.splitboard.protocol.TaskTiming;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TransferTiming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects what all agents measured during a run and puts it on one time line. Thread-safe. */
final class Timings {

  private static final double NANOS_PER_MS = 1e6;

  private final Program program;
  private final Map<String, AgentClock> clocks;
  private final int firstRequest;
  private final Map<String, Transfer> transfers;
  private final List<Reported<TaskTiming>> taskTimings = new ArrayList<>();
  private final List<Reported<TransferTiming>> transferTimings = new ArrayList<>();
  private final Map<Integer, RequestTimes> requests = new LinkedHashMap<>();

  /** A measurement and who told it. */
  private record Reported<T>(String device, T timing) {}

  /**
   * Starts empty.
   *
   * @param program what runs
   * @param clocks of all devices
   * @param firstRequest the agents' number of the run's request 0; earlier ones are left out
   */
  Timings(Program program, Map<String, AgentClock> clocks, int firstRequest) {
    this.program = program;
    this.clocks = clocks;
    this.firstRequest = firstRequest;
    this.transfers =
        program.transfers().stream().collect(Collectors.toMap(Transfer::id, one -> one));
  }

  synchronized void add(String device, TelemetryFrame frame) {
    frame.getTasksList().stream()
        .filter(timing -> timing.getRequest() >= firstRequest)
        .forEach(timing -> taskTimings.add(new Reported<>(device, timing)));
    frame.getTransfersList().stream()
        .filter(timing -> timing.getRequest() >= firstRequest)
        .filter(timing -> transfers.containsKey(timing.getTransfer()))
        .forEach(timing -> transferTimings.add(new Reported<>(device, timing)));
    notifyAll();
  }

  synchronized void completed(RequestTimes times) {
    requests.put(times.getRequest(), times);
    notifyAll();
  }

  /**
   * Waits until the reports of all completed requests are here.
   *
   * @return whether they came in time
   */
  synchronized boolean awaitReports(long limitMs) throws InterruptedException {
    long end = System.nanoTime() + limitMs * 1_000_000;
    while (!reportsAreHere()) {
      long leftMs = (end - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private boolean reportsAreHere() {
    long tasks = taskTimings.stream().filter(one -> isCompleted(one.timing().getRequest())).count();
    long moved =
        transferTimings.stream().filter(one -> isCompleted(one.timing().getRequest())).count();
    return tasks >= expected(program.tasks().stream().map(Task::turn).toList())
        && moved >= expected(program.transfers().stream().map(Transfer::turn).toList());
  }

  /** How many runs completed requests have of what runs in these turns. */
  private long expected(List<Turn> turns) {
    return turns.stream()
        .mapToLong(turn -> requests.keySet().stream().filter(turn::takes).count())
        .sum();
  }

  private boolean isCompleted(int request) {
    return requests.containsKey(request);
  }

  /** The completed requests' measured trace; its time 0 is the start of the first. */
  synchronized Trace trace() {
    long zero =
        requests.values().stream()
            .mapToLong(times -> ours(program.source(), times.getStartNanos()))
            .min()
            .orElse(0);
    return new Trace(true, taskRuns(zero), transferRuns(zero), requestRuns(zero));
  }

  /**
   * Largest error that a lossy codec made in each transfer, by its id; lossless ones are absent.
   */
  synchronized Map<String, CodecError> codecErrors() {
    Map<String, CodecError> worst = new LinkedHashMap<>();
    for (Reported<TransferTiming> one : transferTimings) {
      Transfer transfer = transfers.get(one.timing().getTransfer());
      if (!transfer.codec().isLossless()) {
        worst.merge(transfer.id(), TelemetryView.error(one.timing()), CodecError::and);
      }
    }
    return worst;
  }

  private List<TaskRun> taskRuns(long zero) {
    return taskTimings.stream()
        .filter(one -> isCompleted(one.timing().getRequest()))
        .map(
            one ->
                new TaskRun(
                    one.timing().getRequest() - firstRequest,
                    one.timing().getTask(),
                    one.device(),
                    ms(one.device(), one.timing().getStartNanos(), zero),
                    ms(one.device(), one.timing().getEndNanos(), zero)))
        .sorted(Comparator.comparingDouble(TaskRun::startMs))
        .toList();
  }

  private List<TransferRun> transferRuns(long zero) {
    return transferTimings.stream()
        .map(Reported::timing)
        .filter(timing -> isCompleted(timing.getRequest()))
        .map(timing -> transferRun(timing, zero))
        .sorted(Comparator.comparingDouble(TransferRun::startMs))
        .toList();
  }

  /** The start is the sender's word, the end the receiver's. */
  private TransferRun transferRun(TransferTiming timing, long zero) {
    Transfer transfer = transfers.get(timing.getTransfer());
    double start = ms(transfer.from(), timing.getStartNanos(), zero);
    double end = ms(transfer.to(), timing.getEndNanos(), zero);
    return new TransferRun(
        timing.getRequest() - firstRequest,
        transfer.id(),
        transfer.from(),
        transfer.to(),
        timing.getBytes(),
        start,
        Math.max(start, end));
  }

  private List<RequestRun> requestRuns(long zero) {
    return requests.values().stream()
        .map(
            times ->
                new RequestRun(
                    times.getRequest() - firstRequest,
                    ms(program.source(), times.getStartNanos(), zero),
                    ms(program.source(), times.getEndNanos(), zero)))
        .sorted(Comparator.comparingInt(RequestRun::request))
        .toList();
  }

  private double ms(String device, long agentNanos, long zero) {
    return (ours(device, agentNanos) - zero) / NANOS_PER_MS;
  }

  /** How long a transfer took, ms, on our estimate of both clocks. */
  double transferMs(TransferTiming timing) {
    Transfer transfer = transfers.get(timing.getTransfer());
    if (transfer == null) {
      return Double.NaN;
    }
    long start = ours(transfer.from(), timing.getStartNanos());
    return Math.max(0, ours(transfer.to(), timing.getEndNanos()) - start) / NANOS_PER_MS;
  }

  private long ours(String device, long agentNanos) {
    return clocks.get(device).toOurs(agentNanos);
  }
}
