package io.splitboard.fleet.profiling;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads costs out of a measured trace of requests that ran one at a time. A task or transfer is
 * charged from the moment at which it could have begun, because its fragments were there and its
 * device or link was free, to its end; so what devices take to hand work on is part of it, as it is
 * part of every later run.
 */
final class TraceCosts {

  private final Program program;
  private final Map<String, List<Double>> taskMs = new HashMap<>();
  private final Map<String, List<Double>> transferMs = new HashMap<>();

  /**
   * Reads a trace.
   *
   * @param skipped number of first requests to leave out: they warm up
   */
  TraceCosts(Program program, Trace trace, int skipped) {
    this.program = program;
    Map<Integer, List<Trace.TaskRun>> tasks =
        trace.tasks().stream().collect(Collectors.groupingBy(Trace.TaskRun::request));
    Map<Integer, List<Trace.TransferRun>> transfers =
        trace.transfers().stream().collect(Collectors.groupingBy(Trace.TransferRun::request));
    for (Trace.RequestRun request : trace.requests()) {
      if (request.request() >= skipped) {
        read(
            request,
            tasks.getOrDefault(request.request(), List.of()),
            transfers.getOrDefault(request.request(), List.of()));
      }
    }
  }

  /** Median time of a task, ms; NaN if it did not run. */
  double taskMs(String task) {
    return median(taskMs.get(task));
  }

  /** Median time of a transfer, from fragment ready to arrival, ms; NaN if it did not run. */
  double transferMs(String transfer) {
    return median(transferMs.get(transfer));
  }

  /**
   * What a link's transfers took besides their bytes at the link's rate: its delay as met, ms.
   * Transfers that are packed are left out, since their bytes on the wire differ from run to run.
   */
  double delayMs(Link link) {
    List<Double> delays = new ArrayList<>();
    for (Transfer transfer : program.transfers()) {
      boolean over = transfer.from().equals(link.from()) && transfer.to().equals(link.to());
      boolean packed = transfer.codec() != Codec.NONE;
      if (over && !packed && transferMs.containsKey(transfer.id())) {
        delays.add(Math.max(0, transferMs(transfer.id()) - link.occupiedMs(transfer.bytes())));
      }
    }
    return median(delays);
  }

  /** A link with its delay as met; as it was if nothing that tells it was sent over it. */
  Link asMet(Link link) {
    double delayMs = delayMs(link);
    return Double.isNaN(delayMs)
        ? link
        : new Link(link.from(), link.to(), link.mbitPerSecond(), delayMs, link.origin());
  }

  private static double median(List<Double> values) {
    return values == null || values.isEmpty() ? Double.NaN : LayerTimes.median(values);
  }

  private void read(
      Trace.RequestRun request, List<Trace.TaskRun> tasks, List<Trace.TransferRun> transfers) {
    Map<String, Double> present = presence(request, tasks, transfers);
    Map<String, Task> taskById =
        program.tasks().stream().collect(Collectors.toMap(Task::id, one -> one));
    Map<String, Double> free = new HashMap<>();
    tasks.stream()
        .sorted(Comparator.comparingDouble(Trace.TaskRun::startMs))
        .forEach(
            run -> {
              double ready = free.getOrDefault(run.device(), Double.NEGATIVE_INFINITY);
              for (Fragment read : taskById.get(run.task()).reads()) {
                ready = Math.max(ready, at(present, run.device(), read, run.startMs()));
              }
              keep(taskMs, run.task(), run.endMs() - Math.min(run.startMs(), ready));
              free.put(run.device(), run.endMs());
            });
    Map<String, Transfer> transferById =
        program.transfers().stream().collect(Collectors.toMap(Transfer::id, one -> one));
    for (Trace.TransferRun run : transfers) {
      Fragment fragment = transferById.get(run.transfer()).fragment();
      double ready = at(present, run.from(), fragment, run.startMs());
      boolean waited = transfers.stream().anyMatch(other -> isBefore(other, run, ready));
      double from = waited ? run.startMs() : Math.min(run.startMs(), ready);
      keep(transferMs, run.transfer(), run.endMs() - from);
    }
  }

  /** Whether a transfer of the same sender was under way when another was ready: they share it. */
  private static boolean isBefore(Trace.TransferRun other, Trace.TransferRun run, double readyMs) {
    return other != run
        && other.from().equals(run.from())
        && other.startMs() < run.startMs()
        && other.endMs() > readyMs;
  }

  /** When each fragment was on each device, ms, by {@link #place}. */
  private Map<String, Double> presence(
      Trace.RequestRun request, List<Trace.TaskRun> tasks, List<Trace.TransferRun> transfers) {
    Map<String, Double> present = new HashMap<>();
    program
        .inputs()
        .forEach(input -> present.put(place(program.source(), input), request.startMs()));
    Map<String, Double> taskEnds = new HashMap<>();
    tasks.forEach(run -> taskEnds.put(run.task(), run.endMs()));
    for (Task task : program.tasks()) {
      Double end = taskEnds.get(task.id());
      if (end != null) {
        task.makes().forEach(made -> present.put(place(task.device(), made), end));
      }
    }
    Map<String, Double> arrivals = new HashMap<>();
    transfers.forEach(run -> arrivals.put(run.transfer(), run.endMs()));
    for (Transfer transfer : program.transfers()) {
      Double end = arrivals.get(transfer.id());
      if (end != null) {
        present.put(place(transfer.to(), transfer.fragment()), end);
      }
    }
    return present;
  }

  private static double at(
      Map<String, Double> present, String device, Fragment fragment, double otherwise) {
    return present.getOrDefault(place(device, fragment), otherwise);
  }

  private static String place(String device, Fragment fragment) {
    return device + "\n" + fragment.key();
  }

  private static void keep(Map<String, List<Double>> all, String id, double ms) {
    all.computeIfAbsent(id, any -> new ArrayList<>()).add(Math.max(0, ms));
  }
}
