package io.splitboard.solver.preload;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.splitboard.solver.preload.PreloadInstance.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The integer program. Variables: one literal for each {@link Unit} ({@code z}, and bundles beside
 * it), {@code q}, {@code s} and {@code f} of each layer; {@link Sendings} adds what goes between
 * devices ({@code u}). Instead of the formulation's pairwise {@code q_l ≥ f_m − M(…)}, the times
 * from {@code q} to {@code f} of the units on a device must not overlap, which says the same of a
 * chain and leaves the order open for branches. Times are whole ticks.
 */
final class PreloadModel {

  private final PreloadInstance instance;
  private final LoadingMode mode;
  private final TickScale ticks;
  private final long horizon;
  private final CpModel model = new CpModel();
  private final List<Unit> units;
  private final List<Literal> present = new ArrayList<>();
  private final Literal[][] on;
  private final IntVar[] loadStart;
  private final IntVar[] start;
  private final IntVar[] finish;
  private final IntVar latency;
  private final Sendings sendings;

  PreloadModel(PreloadInstance instance, LoadingMode mode, TickScale ticks, long horizon) {
    int layers = instance.layers().size();
    this.instance = instance;
    this.mode = mode;
    this.ticks = ticks;
    this.horizon = horizon;
    this.units = Unit.all(instance);
    this.on = new Literal[layers][instance.devices().size()];
    this.loadStart = new IntVar[layers];
    this.start = new IntVar[layers];
    this.finish = new IntVar[layers];
    this.latency = time("latency");
    addUnits();
    addTimes();
    addDevices();
    this.sendings = new Sendings(this);
    addMemory();
  }

  CpModel model() {
    return model;
  }

  PreloadInstance instance() {
    return instance;
  }

  TickScale ticks() {
    return ticks;
  }

  List<Unit> units() {
    return units;
  }

  Literal present(int unit) {
    return present.get(unit);
  }

  /** Whether a layer is on a device, alone or in a bundle; null where it may not be. */
  Literal on(int layer, int device) {
    return on[layer][device];
  }

  IntVar start(int layer) {
    return start[layer];
  }

  IntVar finish(int layer) {
    return finish[layer];
  }

  IntVar latency() {
    return latency;
  }

  Sendings sendings() {
    return sendings;
  }

  /** What waits for a layer's inputs: its start, or the start of loading without pre-loading. */
  IntVar waitsForInputs(int layer) {
    return mode == LoadingMode.ON_ARRIVAL ? loadStart[layer] : start[layer];
  }

  IntVar time(String name) {
    return model.newIntVar(0, horizon, name);
  }

  long loadTicks(Unit unit) {
    return mode == LoadingMode.RESIDENT ? 0 : ticks.of(unit.loadMs());
  }

  private void addUnits() {
    List<List<List<Literal>>> covers = new ArrayList<>();
    for (int layer = 0; layer < on.length; layer++) {
      covers.add(new ArrayList<>());
      instance.devices().forEach(device -> covers.get(covers.size() - 1).add(new ArrayList<>()));
    }
    for (Unit unit : units) {
      BoolVar literal = model.newBoolVar("");
      present.add(literal);
      unit.layers().forEach(layer -> covers.get(layer).get(unit.device()).add(literal));
    }
    for (int layer = 0; layer < on.length; layer++) {
      List<Literal> somewhere = new ArrayList<>();
      for (int device = 0; device < on[layer].length; device++) {
        on[layer][device] = oneOf(covers.get(layer).get(device));
        somewhere.addAll(covers.get(layer).get(device));
      }
      model.addExactlyOne(somewhere);
    }
  }

  /** A literal that is their sum; null for none. */
  private Literal oneOf(List<Literal> literals) {
    if (literals.size() < 2) {
      return literals.isEmpty() ? null : literals.get(0);
    }
    BoolVar sum = model.newBoolVar("");
    model.addEquality(LinearExpr.sum(literals.toArray(Literal[]::new)), sum);
    return sum;
  }

  private void addTimes() {
    for (int layer = 0; layer < on.length; layer++) {
      loadStart[layer] = time("q" + layer);
      start[layer] = time("s" + layer);
      finish[layer] = time("f" + layer);
      LinearExprBuilder loaded = LinearExpr.newBuilder().add(loadStart[layer]);
      LinearExprBuilder computed = LinearExpr.newBuilder().add(start[layer]);
      for (int u = 0; u < units.size(); u++) {
        Unit unit = units.get(u);
        if (unit.layers().contains(layer)) {
          loaded.addTerm(present.get(u), loadTicks(unit));
          computed.addTerm(present.get(u), ticks.of(unit.computeMs()));
        }
      }
      model.addGreaterOrEqual(start[layer], loaded);
      model.addEquality(finish[layer], computed);
    }
    for (int u = 0; u < units.size(); u++) {
      for (int layer : units.get(u).layers()) {
        int first = units.get(u).first();
        if (layer != first) {
          model.addEquality(start[layer], start[first]).onlyEnforceIf(present.get(u));
          model.addEquality(loadStart[layer], loadStart[first]).onlyEnforceIf(present.get(u));
        }
      }
    }
  }

  /** A device computes one unit at a time, and its buffer holds one unit's weights at a time. */
  private void addDevices() {
    for (int device = 0; device < instance.devices().size(); device++) {
      List<IntervalVar> computing = new ArrayList<>();
      List<IntervalVar> holding = new ArrayList<>();
      LinearExprBuilder held = LinearExpr.newBuilder();
      LinearExprBuilder computed = LinearExpr.newBuilder();
      for (int u = 0; u < units.size(); u++) {
        Unit unit = units.get(u);
        if (unit.device() == device) {
          long compute = ticks.of(unit.computeMs());
          computed.addTerm(present.get(u), compute);
          computing.add(
              model.newOptionalFixedSizeIntervalVar(
                  start[unit.first()], compute, present.get(u), ""));
          if (loadTicks(unit) > 0) {
            held.addTerm(present.get(u), loadTicks(unit) + compute);
            holding.add(
                model.newOptionalIntervalVar(
                    loadStart[unit.first()], time(""), finish[unit.first()], present.get(u), ""));
          }
        }
      }
      if (!instance.isChain()) {
        model.addNoOverlap(computing);
      }
      model.addNoOverlap(holding);
      model.addGreaterOrEqual(latency, held);
      model.addGreaterOrEqual(latency, computed);
    }
  }

  private void addMemory() {
    for (int device = 0; device < instance.devices().size(); device++) {
      long memory = instance.devices().get(device).memoryBytes();
      long all = instance.layers().stream().mapToLong(PreloadInstance.Layer::weightBytes).sum();
      if (all <= memory) {
        continue;
      }
      LinearExprBuilder bytes = LinearExpr.newBuilder();
      for (int layer = 0; layer < on.length; layer++) {
        if (on[layer][device] != null) {
          bytes.addTerm(on[layer][device], instance.layers().get(layer).weightBytes());
        }
      }
      model.addLessOrEqual(bytes, memory);
    }
  }

  /** Lets only so many devices have layers. */
  void limitDevices(int most) {
    LinearExprBuilder count = LinearExpr.newBuilder();
    for (int device = 0; device < instance.devices().size(); device++) {
      BoolVar holds = model.newBoolVar("holds" + device);
      for (Literal[] layer : on) {
        if (layer[device] != null) {
          model.addImplication(layer[device], holds);
        }
      }
      count.add(holds);
    }
    model.addLessOrEqual(count, most);
  }

  /** Minimises the latency, ticks. */
  void minimizeLatency() {
    model.minimize(latency);
  }

  /** Minimises the energy, in {@link TickScale#joule} units. */
  void minimizeEnergy() {
    LinearExprBuilder energy = LinearExpr.newBuilder();
    long idle = 0;
    for (int device = 0; device < instance.devices().size(); device++) {
      PreloadInstance.Device data = instance.devices().get(device);
      idle += TickScale.milliwatt(data.idleWatt());
      long extra = TickScale.milliwatt(data.activeWatt()) - TickScale.milliwatt(data.idleWatt());
      for (int u = 0; u < units.size(); u++) {
        if (units.get(u).device() == device) {
          long busy = loadTicks(units.get(u)) + ticks.of(units.get(u).computeMs());
          energy.addTerm(present.get(u), extra * busy);
        }
      }
    }
    energy.addTerm(latency, idle);
    sendings.addEnergy(energy);
    model.minimize(energy);
  }

  /** The device of each layer in a solution. */
  int[] deviceOf(Predicate<Literal> values) {
    int[] deviceOf = new int[on.length];
    for (int layer = 0; layer < on.length; layer++) {
      for (int device = 0; device < on[layer].length; device++) {
        if (on[layer][device] != null && values.test(on[layer][device])) {
          deviceOf[layer] = device;
        }
      }
    }
    return deviceOf;
  }

  /** Begins the search at a schedule of single layers. */
  void hint(Schedule schedule) {
    int[] deviceOf = schedule.deviceOf(on.length);
    for (int u = 0; u < units.size(); u++) {
      Unit unit = units.get(u);
      boolean used = unit.layers().size() == 1 && deviceOf[unit.first()] == unit.device();
      model.addHint(present.get(u), used);
    }
    for (Schedule.Run run : schedule.runs()) {
      for (int layer : run.layers()) {
        model.addHint(loadStart[layer], ticks.of(run.loadStartMs()));
        model.addHint(start[layer], ticks.of(run.startMs()));
      }
    }
  }

  Tensor tensor(int index) {
    return instance.tensors().get(index);
  }
}
