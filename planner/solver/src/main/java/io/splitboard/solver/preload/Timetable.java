package io.splitboard.solver.preload;

import io.splitboard.solver.preload.PreloadInstance.Device;
import io.splitboard.solver.preload.PreloadInstance.Tensor;
import io.splitboard.solver.preload.PreloadInstance.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Times a choice of units exactly, in the order that it is given: every load, run and sending is as
 * early as what stands before it on the same device or way allows. Rows of this order include an
 * optimal schedule for the same choice, since nothing is gained by being later.
 */
final class Timetable {

  /** What goes first where two want the same device or way: the smaller number. */
  interface Order {

    /** The order of the layers, and of the tensors that they make. */
    Order TOPOLOGICAL =
        new Order() {
          @Override
          public long of(Unit unit) {
            return 2L * unit.first();
          }

          @Override
          public long of(int tensor, int producer, int to) {
            return 2L * producer + 1;
          }
        };

    long of(Unit unit);

    long of(int tensor, int producer, int to);
  }

  /** Something to be timed: a unit, or a tensor that is sent to a device. */
  private record Operation(Unit unit, int tensor, int to, long order) {}

  private final PreloadInstance instance;
  private final LoadingMode mode;
  private final List<List<Integer>> reads = new ArrayList<>();
  private final double[] bufferFree;
  private final double[] computeFree;
  private final double[] busy;
  private final double[][] wayFree;
  private final double[][] thereAt;
  private final Unit[] unitOf;
  private final double[] finish;
  private final List<Schedule.Run> runs = new ArrayList<>();
  private final List<Schedule.Sending> sendings = new ArrayList<>();
  private double radioJoule;

  private Timetable(PreloadInstance instance, LoadingMode mode, List<Unit> chosen) {
    int devices = instance.devices().size();
    this.instance = instance;
    this.mode = mode;
    this.bufferFree = new double[devices];
    this.computeFree = new double[devices];
    this.busy = new double[devices];
    this.wayFree = new double[devices][devices];
    this.thereAt = new double[instance.tensors().size()][devices];
    this.unitOf = new Unit[instance.layers().size()];
    this.finish = new double[instance.layers().size()];
    chosen.forEach(unit -> unit.layers().forEach(layer -> unitOf[layer] = unit));
    instance.layers().forEach(layer -> reads.add(new ArrayList<>()));
    for (int t = 0; t < instance.tensors().size(); t++) {
      for (int reader : instance.tensors().get(t).readers()) {
        reads.get(reader).add(t);
      }
      for (int d = 0; d < devices; d++) {
        boolean given = instance.tensors().get(t).producer() == PreloadInstance.FROM_SOURCE;
        thereAt[t][d] = given && d == instance.source() ? 0 : Double.NaN;
      }
    }
  }

  /**
   * The schedule of units that cover each layer once, or null where a tensor has no way or the
   * units wait for each other.
   */
  static Schedule of(PreloadInstance instance, LoadingMode mode, List<Unit> chosen, Order order) {
    Timetable table = new Timetable(instance, mode, chosen);
    List<Operation> operations = table.operations(chosen, order);
    return operations != null && table.time(operations) ? table.schedule() : null;
  }

  /** Whether the weights of the units fit the devices. */
  static boolean fits(PreloadInstance instance, List<Unit> chosen) {
    long[] bytes = new long[instance.devices().size()];
    for (Unit unit : chosen) {
      for (int layer : unit.layers()) {
        bytes[unit.device()] += instance.layers().get(layer).weightBytes();
      }
    }
    for (int d = 0; d < bytes.length; d++) {
      if (bytes[d] > instance.devices().get(d).memoryBytes()) {
        return false;
      }
    }
    return true;
  }

  private List<Operation> operations(List<Unit> chosen, Order order) {
    List<Operation> operations = new ArrayList<>();
    for (Unit unit : chosen) {
      operations.add(new Operation(unit, -1, -1, order.of(unit)));
    }
    for (int t = 0; t < instance.tensors().size(); t++) {
      Tensor tensor = instance.tensors().get(t);
      Set<Integer> receivers = new TreeSet<>();
      tensor.readers().forEach(reader -> receivers.add(unitOf[reader].device()));
      if (tensor.output()) {
        receivers.add(instance.source());
      }
      receivers.remove(holder(tensor));
      for (int to : receivers) {
        if (!tensor.way(holder(tensor), to).exists()) {
          return null;
        }
        operations.add(new Operation(null, t, to, order.of(t, tensor.producer(), to)));
      }
    }
    operations.sort(Comparator.comparingLong(Operation::order));
    return operations;
  }

  private int holder(Tensor tensor) {
    return tensor.producer() == PreloadInstance.FROM_SOURCE
        ? instance.source()
        : unitOf[tensor.producer()].device();
  }

  private boolean time(List<Operation> operations) {
    List<Operation> waiting = new ArrayList<>(operations);
    while (!waiting.isEmpty()) {
      boolean moved = false;
      for (int i = 0; i < waiting.size() && !moved; i++) {
        Operation operation = waiting.get(i);
        moved = operation.unit() != null ? run(operation.unit()) : send(operation);
        if (moved) {
          waiting.remove(i);
        }
      }
      if (!moved) {
        return false;
      }
    }
    return true;
  }

  private boolean send(Operation operation) {
    Tensor tensor = instance.tensors().get(operation.tensor());
    int from = holder(tensor);
    double ready = thereAt[operation.tensor()][from];
    if (Double.isNaN(ready)) {
      return false;
    }
    Way way = tensor.way(from, operation.to());
    double start = Math.max(ready, wayFree[from][operation.to()]);
    double arrival = start + way.transferMs();
    wayFree[from][operation.to()] = start + way.occupiedMs();
    thereAt[operation.tensor()][operation.to()] = arrival;
    radioJoule += way.joule();
    sendings.add(new Schedule.Sending(operation.tensor(), from, operation.to(), start, arrival));
    return true;
  }

  private boolean run(Unit unit) {
    int device = unit.device();
    double arrived = arrived(unit);
    if (Double.isNaN(arrived)) {
      return false;
    }
    double loadMs = mode == LoadingMode.RESIDENT ? 0 : unit.loadMs();
    double loadStart = loadMs > 0 ? bufferFree[device] : 0;
    if (mode == LoadingMode.ON_ARRIVAL || loadMs == 0) {
      loadStart = Math.max(loadStart, arrived);
    }
    double loaded = loadStart + loadMs;
    double start = Math.max(Math.max(loaded, arrived), computeFree[device]);
    double end = start + unit.computeMs();
    if (loadMs == 0) {
      loadStart = start;
      loaded = start;
    } else {
      bufferFree[device] = end;
    }
    computeFree[device] = end;
    busy[device] += loadMs + unit.computeMs();
    unit.layers().forEach(layer -> finish[layer] = end);
    for (int t = 0; t < instance.tensors().size(); t++) {
      if (unit.layers().contains(instance.tensors().get(t).producer())) {
        thereAt[t][device] = end;
      }
    }
    runs.add(new Schedule.Run(unit.layers(), device, loadStart, loaded, start, end));
    return true;
  }

  /** When everything that a unit reads from outside is on its device; NaN if that is not known. */
  private double arrived(Unit unit) {
    double arrived = 0;
    for (int layer : unit.layers()) {
      for (int tensor : reads.get(layer)) {
        if (!unit.layers().contains(instance.tensors().get(tensor).producer())) {
          arrived = Math.max(arrived, thereAt[tensor][unit.device()]);
        }
      }
    }
    return arrived;
  }

  private Schedule schedule() {
    double latency = 0;
    for (int t = 0; t < instance.tensors().size(); t++) {
      if (instance.tensors().get(t).output()) {
        latency = Math.max(latency, thereAt[t][instance.source()]);
      }
    }
    double active = 0;
    double idle = 0;
    for (int d = 0; d < busy.length; d++) {
      Device device = instance.devices().get(d);
      active += device.activeWatt() * busy[d] / 1e3;
      idle += device.idleWatt() * (latency - busy[d]) / 1e3;
    }
    runs.sort(Comparator.comparingDouble(Schedule.Run::startMs));
    sendings.sort(Comparator.comparingDouble(Schedule.Sending::startMs));
    return new Schedule(runs, sendings, latency, new Schedule.Energy(active, idle, radioJoule));
  }
}
