package io.splitboard.core.program;

import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Cluster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Devices that take turns: what one device does is done by several, each for every n-th request. So
 * a stage that limits a pipeline takes a fraction of its time. Each of the devices holds all
 * weights of the stage.
 */
public final class Replicas {

  /** Turns beyond which nobody would see the use. */
  private static final int MOST_TURNS = 64;

  private final Program program;
  private final Cluster cluster;
  private final Map<String, List<String>> teams = new LinkedHashMap<>();

  private Replicas(Program program, Cluster cluster, Map<String, List<String>> further) {
    this.program = program;
    this.cluster = cluster;
    program.devices().forEach(device -> teams.put(device, List.of(device)));
    further.forEach(this::addTeam);
  }

  /**
   * The program with teams in place of single devices.
   *
   * @param further by a device of the program, those that take turns with it
   * @throws UserException if a device cannot take turns, a link is missing, or memory is short
   */
  public static Program of(Program program, Cluster cluster, Map<String, List<String>> further) {
    return further.isEmpty() ? program : new Replicas(program, cluster, further).inTurns();
  }

  private void addTeam(String device, List<String> others) {
    if (!teams.containsKey(device) || device.equals(program.source())) {
      throw new UserException(
          device.equals(program.source())
              ? "%s is where requests start and end, so no other device can take turns with it."
                  .formatted(device)
              : "%s does nothing in this design, so no device can take turns with it."
                  .formatted(device));
    }
    List<String> team = new ArrayList<>(List.of(device));
    for (String other : others) {
      requireFree(other, team);
      requireMemory(device, other);
      team.add(other);
    }
    teams.put(device, List.copyOf(team));
  }

  private void requireFree(String other, List<String> team) {
    Set<String> used = new HashSet<>(team);
    teams.values().forEach(used::addAll);
    if (!cluster.deviceIds().contains(other)) {
      throw new UserException(
          "There is no device %s to take turns: choose one of %s."
              .formatted(other, String.join(", ", cluster.deviceIds())));
    }
    if (used.contains(other)) {
      throw new UserException(
          "%s has a part of this design already: only a device without one can take turns."
              .formatted(other));
    }
  }

  private void requireMemory(String device, String other) {
    long working = program.shard(device).stream().mapToLong(Task::activationBytes).max().orElse(0);
    long needed = program.weightBytes(device) + working;
    if (needed > cluster.device(other).memoryBytes()) {
      throw new UserException(
          "%s has too little memory to take turns with %s: it would need %d MB."
              .formatted(other, device, needed / 1_000_000));
    }
  }

  private Program inTurns() {
    List<Task> tasks = new ArrayList<>();
    for (Task task : program.tasks()) {
      List<String> team = teams.get(task.device());
      for (int turn = 0; turn < team.size(); turn++) {
        String id = team.size() == 1 ? task.id() : task.id() + "@" + team.get(turn);
        tasks.add(task.inTurn(id, team.get(turn), new Turn(team.size(), turn)));
      }
    }
    List<Transfer> transfers = new ArrayList<>();
    program.transfers().forEach(transfer -> transfers.addAll(inTurns(transfer)));
    return new Program(program.source(), tasks, transfers, program.inputs(), program.outputs());
  }

  /** One for each pair of a sender and a receiver that have the same request. */
  private List<Transfer> inTurns(Transfer transfer) {
    List<String> senders = teams.get(transfer.from());
    List<String> receivers = teams.get(transfer.to());
    int turns = leastCommonMultiple(senders.size(), receivers.size());
    if (turns == 1) {
      return List.of(transfer);
    }
    if (turns > MOST_TURNS) {
      throw new UserException(
          "Teams of %d and %d devices would have %d turns: make them equal or smaller."
              .formatted(senders.size(), receivers.size(), turns));
    }
    List<Transfer> all = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      String from = senders.get(turn % senders.size());
      String to = receivers.get(turn % receivers.size());
      if (cluster.link(from, to).isEmpty()) {
        throw new UserException(
            "There is no link from %s to %s, which devices that take turns need: add it."
                .formatted(from, to));
      }
      String id = transfer.id() + "@" + from + "→" + to;
      all.add(transfer.inTurn(id, from, to, new Turn(turns, turn)));
    }
    return all;
  }

  static int leastCommonMultiple(int a, int b) {
    int multiple = a;
    while (multiple % b != 0) {
      multiple += a;
    }
    return multiple;
  }
}
