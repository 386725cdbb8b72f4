package io.splitboard.core.simulation;

import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.Transfer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chain of tasks and transfers that decided when a request completed: each one is what the next
 * one waited for last, be it a fragment or a lane that something else held.
 *
 * @param steps from the start of the request (or of what held its first lane) to its end
 */
public record CriticalPath(List<Step> steps) {

  /** Copies the list. */
  public CriticalPath {
    steps = List.copyOf(steps);
  }

  /**
   * One task or transfer of the path.
   *
   * @param id of the task or transfer
   * @param transfer whether it is a transfer
   * @param where id of the device, or {@code a→b}
   * @param request for which it ran: another one if that held the lane
   */
  public record Step(
      String id, boolean transfer, String where, int request, double startMs, double endMs) {}

  /**
   * Follows one request back from its end.
   *
   * @param request number of a request in the trace
   */
  public static CriticalPath of(Program program, Trace trace, int request) {
    return new Walk(program, trace).from(request);
  }

  /** Ids of the path's tasks and transfers. */
  public List<String> ids() {
    return steps.stream().map(Step::id).toList();
  }

  /** The walk backwards; times that differ by less than this are taken for equal. */
  private static final class Walk {

    private static final double TOLERANCE_MS = 1e-6;

    private final Program program;
    private final Map<String, List<Fragment>> readsOf = new HashMap<>();
    private final Map<String, String> readsOn = new HashMap<>();
    private final Map<String, List<String>> makersOf = new HashMap<>();
    private final Map<String, Step> runs = new HashMap<>();
    private final Map<String, List<Step>> lanes = new HashMap<>();

    Walk(Program program, Trace trace) {
      this.program = program;
      for (Task task : program.tasks()) {
        readsOf.put(task.id(), task.reads());
        readsOn.put(task.id(), task.device());
        task.makes().forEach(made -> maker(task.device(), made, task.id()));
      }
      for (Transfer transfer : program.transfers()) {
        readsOf.put(transfer.id(), List.of(transfer.fragment()));
        readsOn.put(transfer.id(), transfer.from());
        maker(transfer.to(), transfer.fragment(), transfer.id());
      }
      trace.tasks().forEach(run -> add(run.device(), step(run)));
      trace.transfers().forEach(run -> add("from " + run.from(), step(run)));
    }

    private static Step step(Trace.TaskRun run) {
      return new Step(run.task(), false, run.device(), run.request(), run.startMs(), run.endMs());
    }

    private static Step step(Trace.TransferRun run) {
      String link = run.from() + "→" + run.to();
      return new Step(run.transfer(), true, link, run.request(), run.startMs(), run.endMs());
    }

    private void maker(String device, Fragment fragment, String id) {
      makersOf.computeIfAbsent(slot(device, fragment), key -> new ArrayList<>()).add(id);
    }

    private void add(String lane, Step step) {
      runs.put(key(step.request(), step.id()), step);
      lanes.computeIfAbsent(lane, key -> new ArrayList<>()).add(step);
    }

    private static String slot(String device, Fragment fragment) {
      return device + "\n" + fragment.key();
    }

    private static String key(int request, String id) {
      return request + "\n" + id;
    }

    CriticalPath from(int request) {
      List<Step> path = new ArrayList<>();
      Set<Step> seen = new HashSet<>();
      Step step = latestMaker(request, program.source(), program.outputs());
      while (step != null && seen.add(step)) {
        path.add(step);
        step = before(step);
      }
      Collections.reverse(path);
      return new CriticalPath(path);
    }

    /** What a step waited for last: its latest fragment, unless its lane was held longer. */
    private Step before(Step step) {
      Step data = latestMaker(step.request(), readsOn.get(step.id()), readsOf.get(step.id()));
      boolean waitedForLane =
          data == null
              ? step.startMs() > TOLERANCE_MS
              : step.startMs() > data.endMs() + TOLERANCE_MS;
      Step holder = waitedForLane ? laneHolder(step) : null;
      return holder != null ? holder : data;
    }

    private Step latestMaker(int request, String device, List<Fragment> fragments) {
      return fragments.stream()
          .flatMap(fragment -> makersOf.getOrDefault(slot(device, fragment), List.of()).stream())
          .map(id -> runs.get(key(request, id)))
          .filter(java.util.Objects::nonNull)
          .max(Comparator.comparingDouble(Step::endMs))
          .orElse(null);
    }

    private Step laneHolder(Step step) {
      String lane = step.transfer() ? "from " + readsOn.get(step.id()) : step.where();
      return lanes.getOrDefault(lane, List.of()).stream()
          .filter(other -> other.startMs() < step.startMs() - TOLERANCE_MS)
          .max(Comparator.comparingDouble(Step::startMs))
          .orElse(null);
    }
  }
}
