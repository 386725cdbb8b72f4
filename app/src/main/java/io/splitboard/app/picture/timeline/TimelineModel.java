package io.splitboard.app.picture.timeline;

import io.splitboard.app.picture.paint.Units;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.simulation.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bars of the timeline: one or more requests, predicted and measured on the same axis. Each trace
 * starts at 0 when the first request that is shown is worked on.
 *
 * @param devices rows, in the order of the cluster
 * @param bars in no order
 * @param spanMs end of the last bar
 * @param critical the chain of waiting that made the first shown request as long as it was
 */
public record TimelineModel(
    List<String> devices, List<Bar> bars, double spanMs, Optional<CriticalPath> critical) {

  /** Nothing to show. */
  public static final TimelineModel EMPTY =
      new TimelineModel(List.of(), List.of(), 0, Optional.empty());

  /** Copies the lists. */
  public TimelineModel {
    devices = List.copyOf(devices);
    bars = List.copyOf(bars);
  }

  /**
   * Bars of a window of requests.
   *
   * @param first number of the first request; a prediction that simulated fewer requests shows
   *     those in its middle
   * @param count how many
   */
  public static TimelineModel of(
      Program program,
      List<String> devices,
      Optional<Trace> predicted,
      Optional<Trace> measured,
      int first,
      int count) {
    List<Bar> bars = new ArrayList<>();
    Labels labels = new Labels(program);
    predicted.ifPresent(
        trace -> add(bars, trace, labels, has(trace, first) ? first : middle(trace, count), count));
    measured.ifPresent(trace -> add(bars, trace, labels, first, count));
    double span = bars.stream().mapToDouble(Bar::endMs).max().orElse(0);
    Optional<CriticalPath> critical =
        measured
            .or(() -> predicted)
            .flatMap(trace -> CriticalPath.of(program, bars, trace.measured(), first));
    return new TimelineModel(devices, bars, span, critical);
  }

  /** Number of the request with the median latency of a trace, which has at least one. */
  public static int median(Trace trace) {
    List<Trace.RequestRun> sorted =
        trace.requests().stream()
            .sorted(Comparator.comparingDouble(Trace.RequestRun::latencyMs))
            .toList();
    return sorted.get((sorted.size() - 1) / 2).request();
  }

  /** Number of the first of so many requests in the middle of a trace, which has at least one. */
  public static int middle(Trace trace, int count) {
    int requests = trace.requests().size();
    return trace.requests().get(Math.max(0, (requests - count) / 2)).request();
  }

  private static boolean has(Trace trace, int request) {
    return trace.requests().stream().anyMatch(run -> run.request() == request);
  }

  private static void add(List<Bar> bars, Trace trace, Labels labels, int first, int count) {
    double origin = begin(trace, first, count);
    for (Trace.TaskRun run : trace.tasks()) {
      if (run.request() >= first && run.request() < first + count) {
        bars.add(
            new Bar(
                run.device(),
                Bar.Kind.TASK,
                trace.measured(),
                run.task(),
                run.request(),
                run.startMs() - origin,
                run.endMs() - origin,
                labels.task(run.task())));
      }
    }
    for (Trace.TransferRun run : trace.transfers()) {
      if (run.request() >= first && run.request() < first + count) {
        bars.add(
            new Bar(
                run.from(),
                Bar.Kind.TRANSFER,
                trace.measured(),
                run.transfer(),
                run.request(),
                run.startMs() - origin,
                run.endMs() - origin,
                labels.transfer(run)));
      }
    }
  }

  /**
   * When the first of the shown requests is worked on. In a stream it was present long before, and
   * that waiting would take most of the picture.
   */
  private static double begin(Trace trace, int first, int count) {
    return Stream.concat(
            trace.tasks().stream()
                .filter(run -> run.request() >= first && run.request() < first + count)
                .map(Trace.TaskRun::startMs),
            trace.transfers().stream()
                .filter(run -> run.request() >= first && run.request() < first + count)
                .map(Trace.TransferRun::startMs))
        .min(Double::compare)
        .orElse(0.0);
  }

  /** Words for tasks and transfers. */
  private static final class Labels {

    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<String, Transfer> transfers = new HashMap<>();

    Labels(Program program) {
      program.tasks().forEach(task -> tasks.put(task.id(), task));
      program.transfers().forEach(transfer -> transfers.put(transfer.id(), transfer));
    }

    String task(String id) {
      Task task = tasks.get(id);
      if (task == null || task.layers().isEmpty()) {
        return id;
      }
      String first = task.layers().get(0);
      String last = task.layers().get(task.layers().size() - 1);
      return task.layers().size() == 1
          ? first
          : first + " … " + last + " (" + task.layers().size() + " layers)";
    }

    String transfer(Trace.TransferRun run) {
      String tensor =
          Optional.ofNullable(transfers.get(run.transfer()))
              .map(transfer -> transfer.fragment().tensor())
              .orElse(run.transfer());
      return run.from() + " → " + run.to() + "  " + tensor + ", " + Units.bytes(run.bytes());
    }
  }

  /** Bars of one row. */
  public List<Bar> row(String device) {
    return bars.stream().filter(bar -> bar.device().equals(device)).collect(Collectors.toList());
  }
}
