package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Discrete-event run of a program by the same firing rule as the agents': a task of request r fires
 * when all its fragments for r are present on its device; a device computes one task at a time and
 * takes the highest priority, then the oldest request; each link (or port, see {@link
 * io.splitboard.core.cluster.Contention}) sends by priority, then in the order in which fragments
 * became ready. A transfer occupies its link for 8·bytes/rate and arrives the link's delay later;
 * where it is packed, the link's sender packs it before and the receiver unpacks it after, and the
 * bytes are those of the packed tensor, all as measured in the profile. Whatever happens at one
 * instant happens before any choice at that instant, so equal programs give equal traces.
 */
public final class Simulator {

  private final WiredProgram program;
  private final Lanes lanes;
  private final Load load;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::atMs).thenComparingLong(Event::number));
  private final Requests requests;
  private final List<Trace.TaskRun> taskRuns = new ArrayList<>();
  private final List<Trace.TransferRun> transferRuns = new ArrayList<>();
  private double nowMs;
  private long eventCount;

  private enum What {
    TASK_ENDS,
    PACKED,
    LINK_FREE,
    ARRIVES
  }

  private record Event(double atMs, long number, What what, int request, int index) {}

  private Simulator(Program program, Profile profile, Cluster cluster, Load load) {
    this.program = new WiredProgram(program, profile, cluster);
    this.lanes = new Lanes(this.program, cluster.contention());
    this.load = load;
    this.requests = new Requests(this.program, load.requests());
  }

  /**
   * Runs a program.
   *
   * @param profile times of tasks, rates and delays of links
   * @param cluster the devices and links that the program was compiled for
   * @throws IllegalArgumentException if the profile or the cluster lacks a device, layer or link of
   *     the program
   */
  public static Trace simulate(Program program, Profile profile, Cluster cluster, Load load) {
    return new Simulator(program, profile, cluster, load).run();
  }

  private Trace run() {
    startRequests();
    dispatch();
    while (!events.isEmpty()) {
      nowMs = events.element().atMs();
      while (!events.isEmpty() && events.element().atMs() == nowMs) {
        handle(events.remove());
      }
      startRequests();
      dispatch();
    }
    if (requests.completed() != load.requests()) {
      throw new IllegalStateException(
          "%d of %d requests never complete: the program lacks a task or transfer"
              .formatted(load.requests() - requests.completed(), load.requests()));
    }
    return new Trace(false, taskRuns, transferRuns, requests.runs());
  }

  private void startRequests() {
    while (requests.started() < load.requests()
        && requests.started() - requests.completed() < load.maxInFlight()) {
      int request = requests.start(nowMs);
      for (int input : program.inputs()) {
        present(request, input);
      }
      if (program.outputCount() == 0) {
        requests.complete(request, nowMs);
      }
    }
  }

  private void handle(Event event) {
    switch (event.what()) {
      case TASK_ENDS -> {
        lanes.computeFree(program.task(event.index()).device());
        for (int made : program.task(event.index()).makes()) {
          present(event.request(), made);
        }
      }
      case PACKED -> lanes.packed(program.transfer(event.index()));
      case LINK_FREE -> lanes.linkFree(program.transfer(event.index()));
      case ARRIVES -> present(event.request(), program.transfer(event.index()).slot());
    }
  }

  /** A fragment of a request is present on a device. */
  private void present(int request, int slot) {
    for (int task : program.readers(slot)) {
      if (program.task(task).turn().takes(request) && requests.oneMorePresent(request, task)) {
        lanes.taskReady(request, task);
      }
    }
    for (int transfer : program.senders(slot)) {
      if (program.transfer(transfer).turn().takes(request)) {
        lanes.transferReady(request, transfer);
      }
    }
    if (program.isOutput(slot)) {
      requests.outputPresent(request, nowMs);
    }
  }

  private void dispatch() {
    for (Lanes.Ready next = lanes.nextTask(); next != null; next = lanes.nextTask()) {
      WiredProgram.TaskNode task = program.task(next.index());
      double endMs = nowMs + task.ms();
      taskRuns.add(
          new Trace.TaskRun(
              next.request(), task.id(), program.deviceId(task.device()), nowMs, endMs));
      schedule(endMs, What.TASK_ENDS, next);
    }
    for (Lanes.Ready next = lanes.nextPacking(); next != null; next = lanes.nextPacking()) {
      schedule(nowMs + program.transfer(next.index()).packMs(), What.PACKED, next);
    }
    for (Lanes.Ready next = lanes.nextTransfer(); next != null; next = lanes.nextTransfer()) {
      WiredProgram.TransferNode transfer = program.transfer(next.index());
      double freeMs = nowMs + transfer.occupiedMs();
      double endMs = lanes.presentMs(transfer, freeMs + transfer.delayMs());
      transferRuns.add(
          new Trace.TransferRun(
              next.request(),
              transfer.id(),
              program.deviceId(transfer.from()),
              program.deviceId(transfer.to()),
              transfer.bytes(),
              nowMs,
              endMs));
      schedule(freeMs, What.LINK_FREE, next);
      schedule(endMs, What.ARRIVES, next);
    }
  }

  private void schedule(double atMs, What what, Lanes.Ready ready) {
    events.add(new Event(atMs, eventCount++, what, ready.request(), ready.index()));
  }
}
