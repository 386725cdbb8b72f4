package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Contention;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What waits for compute lanes and links, and which of it goes next. With ports, a message needs
 * the sender's port outwards and the receiver's inwards; among those that could go, the highest
 * priority goes, so a message does not wait behind one whose receiver is busy. What is packed is so
 * by the link's own sender, one message at a time, before it asks for the ports.
 */
final class Lanes {

  /** A task or transfer of a request that could run; {@code order} counts up as they get ready. */
  record Ready(int request, int index, int priority, long order) {}

  private static final Comparator<Ready> TASK_ORDER =
      Comparator.comparingInt(Ready::priority)
          .reversed()
          .thenComparingInt(Ready::request)
          .thenComparingInt(Ready::index);
  private static final Comparator<Ready> TRANSFER_ORDER =
      Comparator.comparingInt(Ready::priority).reversed().thenComparingLong(Ready::order);

  private final WiredProgram program;
  private final Contention contention;
  private final List<PriorityQueue<Ready>> tasks = new ArrayList<>();
  private final boolean[] computing;
  private final boolean[] sending;
  private final boolean[] receiving;
  private final Wire[] wires;
  private final List<Wire> waiting = new ArrayList<>();
  private long order;

  /** What waits for one link. */
  private static final class Wire {
    private final int from;
    private final int to;
    private final PriorityQueue<Ready> waiting = new PriorityQueue<>(TRANSFER_ORDER);
    private Ready packed;
    private boolean packing;
    private boolean busy;
    private double unpackedMs;

    Wire(int from, int to) {
      this.from = from;
      this.to = to;
    }
  }

  Lanes(WiredProgram program, Contention contention) {
    this.program = program;
    this.contention = contention;
    int devices = program.deviceCount();
    for (int i = 0; i < devices; i++) {
      tasks.add(new PriorityQueue<>(TASK_ORDER));
    }
    computing = new boolean[devices];
    sending = new boolean[devices];
    receiving = new boolean[devices];
    wires = new Wire[devices * devices];
  }

  void taskReady(int request, int task) {
    WiredProgram.TaskNode node = program.task(task);
    tasks.get(node.device()).add(new Ready(request, task, node.priority(), order++));
  }

  void transferReady(int request, int transfer) {
    WiredProgram.TransferNode node = program.transfer(transfer);
    Wire wire = wire(node);
    if (wire.waiting.isEmpty() && wire.packed == null) {
      waiting.add(wire);
    }
    wire.waiting.add(new Ready(request, transfer, node.priority(), order++));
  }

  /** Takes a transfer that its sender can begin to pack; null if there is none. */
  Ready nextPacking() {
    for (Wire wire : waiting) {
      if (!wire.busy
          && !wire.packing
          && wire.packed == null
          && program.transfer(wire.waiting.element().index()).packMs() > 0) {
        wire.packing = true;
        wire.packed = wire.waiting.remove();
        return wire.packed;
      }
    }
    return null;
  }

  /** A transfer is packed and can be sent. */
  void packed(WiredProgram.TransferNode transfer) {
    wire(transfer).packing = false;
  }

  /**
   * When a transfer is there for tasks to read: the receiver unpacks what comes over one link in
   * turn.
   */
  double presentMs(WiredProgram.TransferNode transfer, double arrivedMs) {
    Wire wire = wire(transfer);
    wire.unpackedMs = Math.max(arrivedMs, wire.unpackedMs) + transfer.unpackMs();
    return wire.unpackedMs;
  }

  void computeFree(int device) {
    computing[device] = false;
  }

  void linkFree(WiredProgram.TransferNode transfer) {
    wire(transfer).busy = false;
    sending[transfer.from()] = false;
    receiving[transfer.to()] = false;
  }

  /** Takes a task whose device is free and marks the device as computing; null if there is none. */
  Ready nextTask() {
    for (int device = 0; device < computing.length; device++) {
      if (!computing[device] && !tasks.get(device).isEmpty()) {
        computing[device] = true;
        return tasks.get(device).remove();
      }
    }
    return null;
  }

  /** Takes a transfer whose link is free and marks the link as busy; null if there is none. */
  Ready nextTransfer() {
    Wire best = null;
    for (Wire wire : waiting) {
      if (!wire.packing
          && free(wire)
          && (best == null || TRANSFER_ORDER.compare(head(wire), head(best)) < 0)) {
        best = wire;
      }
    }
    if (best == null) {
      return null;
    }
    best.busy = true;
    sending[best.from] = true;
    receiving[best.to] = true;
    Ready next = best.packed == null ? best.waiting.remove() : best.packed;
    best.packed = null;
    if (best.waiting.isEmpty()) {
      waiting.remove(best);
    }
    return next;
  }

  /** What a link would send next. */
  private static Ready head(Wire wire) {
    return wire.packed == null ? wire.waiting.element() : wire.packed;
  }

  private boolean free(Wire wire) {
    return contention == Contention.PER_LINK
        ? !wire.busy
        : !sending[wire.from] && !receiving[wire.to];
  }

  private Wire wire(WiredProgram.TransferNode transfer) {
    int pair = transfer.from() * computing.length + transfer.to();
    if (wires[pair] == null) {
      wires[pair] = new Wire(transfer.from(), transfer.to());
    }
    return wires[pair];
  }
}
