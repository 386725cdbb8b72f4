package io.splitboard.core.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every request still waits for. */
final class Requests {

  private final WiredProgram program;
  private final Map<Integer, Waiting> waiting = new HashMap<>();
  private final double[] startMs;
  private final double[] endMs;
  private int started;
  private int completed;

  /** Fragments that are missing: per task, and of the request's outputs. */
  private static final class Waiting {
    private final int[] tasks;
    private int outputs;

    Waiting(int[] tasks, int outputs) {
      this.tasks = tasks;
      this.outputs = outputs;
    }
  }

  Requests(WiredProgram program, int count) {
    this.program = program;
    this.startMs = new double[count];
    this.endMs = new double[count];
  }

  int started() {
    return started;
  }

  int completed() {
    return completed;
  }

  /** Starts the next request and tells its number. */
  int start(double nowMs) {
    int[] missing = new int[program.taskCount()];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = program.task(i).readCount();
    }
    waiting.put(started, new Waiting(missing, program.outputCount()));
    startMs[started] = nowMs;
    return started++;
  }

  /** Counts a fragment that a task reads; true when it was the last. */
  boolean oneMorePresent(int request, int task) {
    return --waiting.get(request).tasks[task] == 0;
  }

  /** Counts an output at the source; the last one completes the request. */
  void outputPresent(int request, double nowMs) {
    if (--waiting.get(request).outputs == 0) {
      complete(request, nowMs);
    }
  }

  void complete(int request, double nowMs) {
    waiting.remove(request);
    endMs[request] = nowMs;
    completed++;
  }

  List<Trace.RequestRun> runs() {
    List<Trace.RequestRun> runs = new ArrayList<>();
    for (int request = 0; request < startMs.length; request++) {
      runs.add(new Trace.RequestRun(request, startMs[request], endMs[request]));
    }
    return runs;
  }
}
