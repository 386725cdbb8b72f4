package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Fragment;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.program.TaskTime;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.program.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program with numbers for names and times for costs, so that simulating it looks nothing up. A
 * <em>slot</em> is a fragment on a device.
 */
final class WiredProgram {

  /** A task with its time. */
  record TaskNode(
      String id, int device, int priority, double ms, int[] makes, int readCount, Turn turn) {}

  /**
   * A transfer with its times; {@code slot} is the fragment on the receiver, {@code bytes} are
   * those on the wire. A codec that was not measured counts as none.
   */
  record TransferNode(
      String id,
      int from,
      int to,
      int priority,
      long bytes,
      double packMs,
      double occupiedMs,
      double delayMs,
      double unpackMs,
      int slot,
      Turn turn) {}

  private final List<String> deviceIds;
  private final Map<String, Integer> deviceIndex = new HashMap<>();
  private final List<Map<Fragment, Integer>> slotIndex = new ArrayList<>();
  private final List<List<Integer>> readers = new ArrayList<>();
  private final List<List<Integer>> senders = new ArrayList<>();
  private final List<Boolean> outputs = new ArrayList<>();
  private final TaskNode[] tasks;
  private final TransferNode[] transfers;
  private final int[] inputs;
  private final int outputCount;

  WiredProgram(Program program, Profile profile, Cluster cluster) {
    deviceIds = program.devices();
    for (String id : deviceIds) {
      deviceIndex.put(id, slotIndex.size());
      slotIndex.add(new HashMap<>());
    }
    tasks = new TaskNode[program.tasks().size()];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = wire(i, program.tasks().get(i), profile);
    }
    Routes links = new Routes(profile.linksOf(cluster));
    transfers = new TransferNode[program.transfers().size()];
    for (int i = 0; i < transfers.length; i++) {
      Transfer transfer = program.transfers().get(i);
      transfers[i] = wire(i, transfer, links, cost(transfer, profile, cluster));
    }
    inputs = slots(program.source(), program.inputs());
    int[] outputSlots = slots(program.source(), program.outputs());
    for (int slot : outputSlots) {
      outputs.set(slot, true);
    }
    outputCount = outputSlots.length;
  }

  private TaskNode wire(int index, Task task, Profile profile) {
    int[] reads = slots(task.device(), task.reads());
    for (int slot : reads) {
      readers.get(slot).add(index);
    }
    return new TaskNode(
        task.id(),
        deviceIndex.get(task.device()),
        task.priority(),
        TaskTime.ms(profile, task),
        slots(task.device(), task.makes()),
        reads.length,
        task.turn());
  }

  private static CodecCost cost(Transfer transfer, Profile profile, Cluster cluster) {
    if (transfer.codec() == Codec.NONE) {
      return CodecCost.NONE;
    }
    return profile
        .codecs()
        .cost(transfer.fragment().tensor(), transfer.codec())
        .map(cost -> cost.between(cluster.device(transfer.from()), cluster.device(transfer.to())))
        .orElse(CodecCost.NONE);
  }

  private TransferNode wire(int index, Transfer transfer, Routes links, CodecCost codec) {
    Link link = links.direct(transfer.from(), transfer.to());
    if (link == null) {
      throw new IllegalArgumentException(
          "the cluster has no link " + transfer.from() + " → " + transfer.to());
    }
    senders.get(slot(transfer.from(), transfer.fragment())).add(index);
    long wireBytes = codec.wireBytes(transfer.bytes());
    return new TransferNode(
        transfer.id(),
        deviceIndex.get(transfer.from()),
        deviceIndex.get(transfer.to()),
        transfer.priority(),
        wireBytes,
        codec.packMs(transfer.bytes()),
        link.occupiedMs(wireBytes),
        link.delayMs(),
        codec.unpackMs(transfer.bytes()),
        slot(transfer.to(), transfer.fragment()),
        transfer.turn());
  }

  private int[] slots(String device, List<Fragment> fragments) {
    return fragments.stream().mapToInt(fragment -> slot(device, fragment)).distinct().toArray();
  }

  private int slot(String device, Fragment fragment) {
    return slotIndex
        .get(deviceIndex.get(device))
        .computeIfAbsent(
            fragment,
            key -> {
              readers.add(new ArrayList<>());
              senders.add(new ArrayList<>());
              outputs.add(false);
              return readers.size() - 1;
            });
  }

  int deviceCount() {
    return deviceIds.size();
  }

  String deviceId(int device) {
    return deviceIds.get(device);
  }

  int taskCount() {
    return tasks.length;
  }

  TaskNode task(int index) {
    return tasks[index];
  }

  TransferNode transfer(int index) {
    return transfers[index];
  }

  /** Tasks that read a slot. */
  List<Integer> readers(int slot) {
    return readers.get(slot);
  }

  /** Transfers that send a slot's fragment on. */
  List<Integer> senders(int slot) {
    return senders.get(slot);
  }

  boolean isOutput(int slot) {
    return outputs.get(slot);
  }

  /** Slots that a request fills when it starts. */
  int[] inputs() {
    return inputs;
  }

  /** How many slots complete a request. */
  int outputCount() {
    return outputCount;
  }
}
