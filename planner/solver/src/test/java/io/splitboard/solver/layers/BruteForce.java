package io.splitboard.solver.layers;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Power;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Legality;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The optimum by trying every assignment and, for latency and energy, every active schedule
 * (Giffler and Thompson's branching, extended to operations that hold two ports). Shares no code
 * with the solver; needs a direct link between all pairs.
 */
final class BruteForce {

  /** A layer, or a tensor on its way to one device. */
  private static final class Operation {
    private final double holdsMs;
    private final double lagMs;
    private final Set<String> machines;
    private final List<Operation> after = new ArrayList<>();
    private double tailMs;
    private double endMs = -1;

    Operation(double holdsMs, double lagMs, Set<String> machines) {
      this.holdsMs = holdsMs;
      this.lagMs = lagMs;
      this.machines = machines;
    }
  }

  private final Problem problem;
  private final Network network;
  private final Cluster cluster;
  private final String[] on;
  private double bestMs = Double.POSITIVE_INFINITY;
  private double bestJoule = Double.POSITIVE_INFINITY;

  private BruteForce(Problem problem) {
    this.problem = problem;
    this.network = problem.network();
    this.cluster = problem.cluster();
    this.on = new String[network.layers().size()];
  }

  /** The optimum in ms; infinite if no assignment keeps the constraints. */
  static double optimumMs(Problem problem) {
    BruteForce force = new BruteForce(problem);
    force.assign(0);
    return force.bestMs;
  }

  /** The least energy in J, as the simulator counts it; infinite as above. */
  static double optimumJoule(Problem problem) {
    BruteForce force = new BruteForce(problem);
    force.assign(0);
    return force.bestJoule;
  }

  private void assign(int layer) {
    if (layer == on.length) {
      evaluate();
      return;
    }
    for (String device : cluster.deviceIds()) {
      on[layer] = device;
      assign(layer + 1);
    }
  }

  private void evaluate() {
    Map<String, Placement> placements = new LinkedHashMap<>();
    network.layers().forEach(l -> placements.put(l.id(), new Placement.Whole(on[l.index()])));
    if (!Legality.check(network, cluster, problem.constraints(), new Partition(placements))
        .isEmpty()) {
      return;
    }
    if (!keepsBudgets()) {
      return;
    }
    if (problem.objective() == Objective.THROUGHPUT) {
      bestMs = Math.min(bestMs, largestLoad());
    } else if (problem.objective() == Objective.ENERGY) {
      bestMs = Double.POSITIVE_INFINITY;
      branch(operations(), new HashMap<>(), 0);
      bestJoule = Math.min(bestJoule, joule(bestMs));
    } else {
      List<Operation> operations = operations();
      branch(operations, new HashMap<>(), 0);
    }
  }

  private boolean keepsBudgets() {
    Map<String, Long> carried = new HashMap<>();
    for (String tensor : network.tensors().keySet()) {
      for (String receiver : receivers(tensor)) {
        carried.merge(home(tensor) + "→" + receiver, network.tensor(tensor).bytes(), Long::sum);
      }
    }
    return problem.constraints().linkBudgets().entrySet().stream()
        .allMatch(budget -> carried.getOrDefault(budget.getKey(), 0L) <= budget.getValue());
  }

  /** Devices with layers and the source draw their idle power all the time, the rest nothing. */
  private double joule(double latencyMs) {
    Map<String, Double> busyMs = new HashMap<>(Map.of(cluster.source(), 0.0));
    network.layers().forEach(l -> busyMs.merge(on[l.index()], layerMs(l), Double::sum));
    double sum = 0;
    for (Map.Entry<String, Double> busy : busyMs.entrySet()) {
      Power power = cluster.device(busy.getKey()).power();
      double idleMs = latencyMs - busy.getValue();
      sum += (power.loadWatt() * busy.getValue() + power.idleWatt() * idleMs) / 1000;
    }
    return sum;
  }

  private String home(String tensor) {
    return network.producer(tensor).map(l -> on[l.index()]).orElse(cluster.source());
  }

  private double layerMs(Layer layer) {
    String device = on[layer.index()];
    boolean onlyInputs = layer.inputs().stream().allMatch(t -> network.producer(t).isEmpty());
    boolean fromElsewhere = layer.inputs().stream().anyMatch(t -> !home(t).equals(device));
    double overheadMs =
        onlyInputs || fromElsewhere ? problem.profile().device(device).overheadMs().value() : 0;
    return problem.profile().layerMs(device, layer.id()) + overheadMs;
  }

  private Set<String> receivers(String tensor) {
    Set<String> receivers = new TreeSet<>();
    network.consumers(tensor).forEach(reader -> receivers.add(on[reader.index()]));
    if (network.outputs().contains(tensor)) {
      receivers.add(cluster.source());
    }
    receivers.remove(home(tensor));
    return receivers;
  }

  private Set<String> machines(Link link) {
    return cluster.contention() == Contention.PER_LINK
        ? Set.of(link.from() + link.to())
        : Set.of("out" + link.from(), "in" + link.to());
  }

  private double largestLoad() {
    Map<String, Double> loads = new HashMap<>();
    network.layers().forEach(l -> loads.merge(on[l.index()], layerMs(l), Double::sum));
    for (String tensor : network.tensors().keySet()) {
      for (String receiver : receivers(tensor)) {
        Link link = cluster.link(home(tensor), receiver).orElseThrow();
        double ms = link.occupiedMs(network.tensor(tensor).bytes());
        machines(link).forEach(machine -> loads.merge(machine, ms, Double::sum));
      }
    }
    return loads.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Operations in topological order, each knowing what it waits for. */
  private List<Operation> operations() {
    Map<String, Operation> presence = new HashMap<>();
    List<Operation> operations = new ArrayList<>();
    network.inputs().forEach(input -> send(input, null, presence, operations));
    for (Layer layer : network.layers()) {
      String device = on[layer.index()];
      Operation operation = new Operation(layerMs(layer), 0, Set.of(device));
      for (String tensor : layer.inputs()) {
        Operation present = presence.get(tensor + "@" + device);
        if (present != null) {
          operation.after.add(present);
        }
      }
      operations.add(operation);
      for (String tensor : layer.outputs()) {
        presence.put(tensor + "@" + device, operation);
        send(tensor, operation, presence, operations);
      }
    }
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      operation.tailMs += operation.holdsMs + operation.lagMs;
      for (Operation before : operation.after) {
        before.tailMs = Math.max(before.tailMs, operation.tailMs);
      }
    }
    return operations;
  }

  private void send(
      String tensor, Operation made, Map<String, Operation> presence, List<Operation> operations) {
    for (String receiver : receivers(tensor)) {
      Link link = cluster.link(home(tensor), receiver).orElseThrow();
      Operation transfer =
          new Operation(
              link.occupiedMs(network.tensor(tensor).bytes()), link.delayMs(), machines(link));
      if (made != null) {
        transfer.after.add(made);
      }
      operations.add(transfer);
      presence.put(tensor + "@" + receiver, transfer);
    }
  }

  private void branch(List<Operation> left, Map<String, Double> free, double endMs) {
    if (left.isEmpty()) {
      bestMs = Math.min(bestMs, endMs);
      return;
    }
    Operation first = null;
    for (Operation operation : left) {
      double start = earliest(operation, free);
      if (start < Double.POSITIVE_INFINITY) {
        if (Math.max(endMs, start + operation.tailMs) >= bestMs) {
          return;
        }
        if (first == null || start + operation.holdsMs < earliest(first, free) + first.holdsMs) {
          first = operation;
        }
      }
    }
    double untilMs = earliest(first, free) + first.holdsMs;
    for (Operation operation : left) {
      boolean conflicts = operation.machines.stream().anyMatch(first.machines::contains);
      if (operation == first || (conflicts && earliest(operation, free) < untilMs)) {
        place(operation, left, free, endMs);
      }
    }
  }

  private void place(
      Operation operation, List<Operation> left, Map<String, Double> free, double endMs) {
    double start = earliest(operation, free);
    List<Operation> rest = new ArrayList<>(left);
    rest.remove(operation);
    Map<String, Double> held = new HashMap<>(free);
    operation.machines.forEach(machine -> held.put(machine, start + operation.holdsMs));
    operation.endMs = start + operation.holdsMs + operation.lagMs;
    branch(rest, held, Math.max(endMs, operation.endMs));
    operation.endMs = -1;
  }

  /** When it could start; infinite while it waits for something that is not placed. */
  private static double earliest(Operation operation, Map<String, Double> free) {
    double start = 0;
    for (Operation before : operation.after) {
      if (before.endMs < 0) {
        return Double.POSITIVE_INFINITY;
      }
      start = Math.max(start, before.endMs);
    }
    for (String machine : operation.machines) {
      start = Math.max(start, free.getOrDefault(machine, 0.0));
    }
    return start;
  }
}
