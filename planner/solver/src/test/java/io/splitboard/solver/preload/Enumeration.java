package io.splitboard.solver.preload;

import io.splitboard.solver.preload.PreloadInstance.Bundle;
import io.splitboard.solver.preload.PreloadInstance.Layer;
import io.splitboard.solver.preload.PreloadInstance.Tensor;
import io.splitboard.solver.preload.PreloadInstance.Way;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The optimum by trying everything: each choice of devices and bundles, and for each all orders of
 * runs and sendings. Shares no code with the program.
 */
final class Enumeration {

  /** A piece of work: layers on a device, or (if there are none) a tensor to a device. */
  private record Work(List<Integer> layers, int tensor, int device, double c, double w) {}

  private final PreloadInstance instance;
  private final LoadingMode mode;
  private final Goal goal;
  private final int mostDevices;
  private double best = Double.POSITIVE_INFINITY;

  private Enumeration(PreloadInstance instance, LoadingMode mode, Goal goal, int mostDevices) {
    this.mostDevices = mostDevices;
    this.instance = instance;
    this.mode = mode;
    this.goal = goal;
  }

  /** ms or J; infinite if nothing is possible. */
  static double optimum(PreloadInstance instance, LoadingMode mode, Goal goal) {
    return optimum(instance, mode, goal, Integer.MAX_VALUE);
  }

  /** The same where only so many devices may have layers. */
  static double optimum(PreloadInstance instance, LoadingMode mode, Goal goal, int mostDevices) {
    Enumeration all = new Enumeration(instance, mode, goal, mostDevices);
    all.choose(new ArrayList<>(), new int[instance.layers().size()], 0);
    return all.best;
  }

  /** Covers the layers one by one; on[l] is the device plus 1, 0 while it is open. */
  private void choose(List<Work> runs, int[] on, int layer) {
    if (layer == on.length) {
      if (Arrays.stream(on).distinct().count() <= mostDevices) {
        tryOrders(runs, on);
      }
      return;
    }
    if (on[layer] > 0) {
      choose(runs, on, layer + 1);
      return;
    }
    Layer data = instance.layers().get(layer);
    for (int d : data.allowed()) {
      Work alone = new Work(List.of(layer), -1, d, data.computeMs().get(d), data.loadMs().get(d));
      with(runs, on, layer, alone);
    }
    for (Bundle bundle : instance.bundles()) {
      boolean free =
          bundle.layers().contains(layer)
              && bundle.layers().stream()
                  .allMatch(
                      l ->
                          on[l] == 0
                              && instance.layers().get(l).allowed().contains(bundle.device()));
      if (free) {
        with(
            runs,
            on,
            layer,
            new Work(bundle.layers(), -1, bundle.device(), bundle.computeMs(), bundle.loadMs()));
      }
    }
  }

  private void with(List<Work> runs, int[] on, int layer, Work work) {
    work.layers().forEach(l -> on[l] = work.device() + 1);
    runs.add(work);
    choose(runs, on, layer + 1);
    runs.remove(runs.size() - 1);
    work.layers().forEach(l -> on[l] = 0);
  }

  private void tryOrders(List<Work> runs, int[] on) {
    long[] bytes = new long[instance.devices().size()];
    for (int l = 0; l < on.length; l++) {
      bytes[on[l] - 1] += instance.layers().get(l).weightBytes();
    }
    for (int d = 0; d < bytes.length; d++) {
      if (bytes[d] > instance.devices().get(d).memoryBytes()) {
        return;
      }
    }
    List<Work> works = new ArrayList<>(runs);
    double joule = 0;
    for (int t = 0; t < instance.tensors().size(); t++) {
      Tensor tensor = instance.tensors().get(t);
      int from = tensor.producer() < 0 ? instance.source() : on[tensor.producer()] - 1;
      for (int d = 0; d < bytes.length; d++) {
        int to = d;
        boolean wanted =
            tensor.readers().stream().anyMatch(l -> on[l] - 1 == to)
                || (tensor.output() && d == instance.source());
        if (wanted && d != from) {
          if (!tensor.way(from, d).exists()) {
            return;
          }
          works.add(new Work(List.of(), t, d, 0, 0));
          joule += tensor.way(from, d).joule();
        }
      }
    }
    for (Work run : runs) {
      double busy = run.c() + (mode == LoadingMode.RESIDENT ? 0 : run.w());
      var device = instance.devices().get(run.device());
      joule += busy * (device.activeWatt() - device.idleWatt()) / 1e3;
    }
    order(works, on, new State(instance), joule);
  }

  /** What is known after some work is timed. */
  private static final class State {
    final double[] computeFree;
    final double[] bufferFree;
    final double[][] wayFree;
    final double[] finish;
    final double[][] arrival;
    int done;

    State(PreloadInstance instance) {
      int devices = instance.devices().size();
      computeFree = new double[devices];
      bufferFree = new double[devices];
      wayFree = new double[devices][devices];
      finish = new double[instance.layers().size()];
      java.util.Arrays.fill(finish, -1);
      arrival = new double[instance.tensors().size()][devices];
      for (double[] row : arrival) {
        java.util.Arrays.fill(row, -1);
      }
    }

    State(State other) {
      computeFree = other.computeFree.clone();
      bufferFree = other.bufferFree.clone();
      wayFree = copy(other.wayFree);
      finish = other.finish.clone();
      arrival = copy(other.arrival);
      done = other.done;
    }

    private static double[][] copy(double[][] rows) {
      double[][] copied = rows.clone();
      for (int i = 0; i < rows.length; i++) {
        copied[i] = rows[i].clone();
      }
      return copied;
    }
  }

  private void order(List<Work> works, int[] on, State state, double joule) {
    if (state.done == (1 << works.size()) - 1) {
      double latency = 0;
      for (int t = 0; t < instance.tensors().size(); t++) {
        if (instance.tensors().get(t).output()) {
          latency = Math.max(latency, there(state, on, t, instance.source()));
        }
      }
      double idle = 0;
      for (PreloadInstance.Device device : instance.devices()) {
        idle += device.idleWatt() * latency / 1e3;
      }
      best = Math.min(best, goal == Goal.LATENCY ? latency : joule + idle);
      return;
    }
    for (int i = 0; i < works.size(); i++) {
      if ((state.done & (1 << i)) == 0) {
        State next = new State(state);
        next.done |= 1 << i;
        if (perform(works.get(i), on, next)) {
          order(works, on, next, joule);
        }
      }
    }
  }

  /** When a tensor is on a device; negative while it is not known. */
  private double there(State state, int[] on, int t, int device) {
    int producer = instance.tensors().get(t).producer();
    if (producer < 0) {
      return device == instance.source() ? 0 : state.arrival[t][device];
    }
    return on[producer] - 1 == device ? state.finish[producer] : state.arrival[t][device];
  }

  private boolean perform(Work work, int[] on, State state) {
    return work.layers().isEmpty() ? send(work, on, state) : compute(work, on, state);
  }

  private boolean send(Work work, int[] on, State state) {
    Tensor tensor = instance.tensors().get(work.tensor());
    int from = tensor.producer() < 0 ? instance.source() : on[tensor.producer()] - 1;
    double ready = there(state, on, work.tensor(), from);
    if (ready < 0) {
      return false;
    }
    Way way = tensor.way(from, work.device());
    double start = Math.max(ready, state.wayFree[from][work.device()]);
    state.wayFree[from][work.device()] = start + way.occupiedMs();
    state.arrival[work.tensor()][work.device()] = start + way.occupiedMs() + way.delayMs();
    return true;
  }

  private boolean compute(Work work, int[] on, State state) {
    double inputs = 0;
    for (int t = 0; t < instance.tensors().size(); t++) {
      Tensor tensor = instance.tensors().get(t);
      boolean outside = !work.layers().contains(tensor.producer());
      if (outside && tensor.readers().stream().anyMatch(work.layers()::contains)) {
        double at = there(state, on, t, work.device());
        if (at < 0) {
          return false;
        }
        inputs = Math.max(inputs, at);
      }
    }
    int d = work.device();
    double w = mode == LoadingMode.RESIDENT ? 0 : work.w();
    double q = mode == LoadingMode.ON_ARRIVAL ? inputs : 0;
    q = w > 0 ? Math.max(q, state.bufferFree[d]) : q;
    double f = Math.max(Math.max(inputs, q + w), state.computeFree[d]) + work.c();
    state.computeFree[d] = f;
    state.bufferFree[d] = w > 0 ? f : state.bufferFree[d];
    work.layers().forEach(l -> state.finish[l] = f);
    return true;
  }
}
