package io.splitboard.solver.load;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.splitboard.core.Progress;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.engine.NativeLibrary;
import io.splitboard.solver.engine.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which item on which device, as an integer program for CP-SAT; for few items, since devices are
 * alike and a relaxation says little. Times are rounded down to coarser units, so that its bound
 * holds for the exact ones too.
 */
final class ExactAssignment {

  /** Largest load that the model can tell, in its units. */
  private static final long MOST_UNITS = 20_000_000;

  private final Items items;
  private final Incumbent incumbent;
  private final int devices;
  private final long horizon;
  private final long ticksPerUnit;
  private final CpModel model = new CpModel();
  private final BoolVar[][] on;

  ExactAssignment(Items items, Incumbent incumbent) {
    this.items = items;
    this.incumbent = incumbent;
    this.devices = items.accelerators + items.cpus;
    this.horizon = incumbent.onByNode() == null ? everything(items) : incumbent.value();
    this.ticksPerUnit = Math.max(1, horizon / MOST_UNITS);
    this.on = new BoolVar[items.count][devices];
  }

  /** No load is larger. */
  private static long everything(Items items) {
    long sum = 1;
    for (int item = 0; item < items.count; item++) {
      sum += Math.max(items.acceleratorTicks[item], items.cpuTicks[item]);
    }
    return sum + Arrays.stream(items.netTicks).sum();
  }

  /** Searches until the time is over or the optimum is proved. */
  void run(int threads, Progress progress) {
    NativeLibrary.load();
    placeOnce();
    IntVar most = model.newIntVar(incumbent.bound() / ticksPerUnit, horizon / ticksPerUnit, "most");
    List<LinearExprBuilder> loads = loads();
    addNets(loads);
    loads.forEach(load -> model.addLessOrEqual(load, most));
    model.minimize(most);
    if (incumbent.onByNode() != null) {
      hint();
    }
    double seconds = incumbent.secondsLeft();
    if (seconds <= 0) {
      return;
    }
    Search search = new Search(model, new SolveLimits(seconds, threads, 0));
    search.run(
        (values, objective, bound) -> {
          incumbent.offer(items, read(values));
          prove(bound);
        },
        this::prove,
        untilOver(progress));
    prove(search.bound());
  }

  private Progress untilOver(Progress progress) {
    return new Progress() {
      @Override
      public void report(String step, double fraction) {
        progress.report(step, fraction);
      }

      @Override
      public boolean cancelled() {
        return incumbent.over();
      }
    };
  }

  /** A bound of the rounded model holds for the exact times; rounded up again it is known too. */
  private void prove(double bound) {
    if (bound > 0 && bound < MOST_UNITS * 4.0) {
      incumbent.prove((long) Math.ceil(bound - 1e-6) * ticksPerUnit);
    }
  }

  private void placeOnce() {
    for (int item = 0; item < items.count; item++) {
      List<Literal> places = new ArrayList<>();
      for (int device = 0; device < devices; device++) {
        on[item][device] = model.newBoolVar("on" + item + "_" + device);
        if (device < items.accelerators && !items.allowed[item]) {
          model.addEquality(on[item][device], 0);
        }
        places.add(on[item][device]);
      }
      model.addExactlyOne(places);
    }
    if (!items.memoryIsAmple()) {
      addMemory();
    }
    breakSymmetry();
  }

  /** Accelerators are alike: each is used first by an item after those that use the one before. */
  private void breakSymmetry() {
    BoolVar[] used = new BoolVar[items.accelerators];
    for (int item = 0; item < items.count; item++) {
      for (int device = 1; device < items.accelerators; device++) {
        if (item == 0) {
          model.addEquality(on[item][device], 0);
        } else {
          model.addLessOrEqual(on[item][device], used[device - 1]);
        }
      }
      BoolVar[] next = new BoolVar[items.accelerators];
      for (int device = 0; device < items.accelerators; device++) {
        next[device] = model.newBoolVar("used" + item + "_" + device);
        model.addImplication(on[item][device], next[device]);
        LinearExprBuilder by = LinearExpr.newBuilder().add(on[item][device]);
        if (item > 0) {
          model.addImplication(used[device], next[device]);
          by.add(used[device]);
        }
        model.addLessOrEqual(next[device], by);
      }
      used = next;
    }
  }

  private void addMemory() {
    double unit = Math.max(1e-9, items.acceleratorBytes / MOST_UNITS);
    for (int device = 0; device < items.accelerators; device++) {
      LinearExprBuilder held = LinearExpr.newBuilder();
      for (int item = 0; item < items.count; item++) {
        if (items.allowed[item]) {
          held.addTerm(on[item][device], (long) Math.floor(items.bytes[item] / unit));
        }
      }
      model.addLessOrEqual(held, (long) Math.ceil(items.acceleratorBytes / unit));
    }
  }

  private List<LinearExprBuilder> loads() {
    List<LinearExprBuilder> loads = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      LinearExprBuilder load = LinearExpr.newBuilder();
      for (int item = 0; item < items.count; item++) {
        long ticks =
            device < items.accelerators ? items.acceleratorTicks[item] : items.cpuTicks[item];
        load.addTerm(on[item][device], ticks / ticksPerUnit);
      }
      loads.add(load);
    }
    return loads;
  }

  /** An accelerator pays for a net when it holds one of its items but not another. */
  private void addNets(List<LinearExprBuilder> loads) {
    for (int net = 0; net < items.pins.length; net++) {
      for (int device = 0; device < items.accelerators; device++) {
        BoolVar pays = model.newBoolVar("pays" + net + "_" + device);
        int[] pins = items.pins[net];
        for (int i = 0; i < pins.length; i++) {
          BoolVar here = on[pins[i]][device];
          BoolVar next = on[pins[(i + 1) % pins.length]][device];
          model.addBoolOr(new Literal[] {here.not(), next, pays});
        }
        loads.get(device).addTerm(pays, items.netTicks[net] / ticksPerUnit);
      }
    }
  }

  private void hint() {
    int[] best = items.byItem(incumbent.onByNode());
    int[] renamed = new int[devices];
    Arrays.fill(renamed, -1);
    int next = 0;
    for (int item = 0; item < items.count; item++) {
      int device = best[item];
      if (device < items.accelerators && renamed[device] < 0) {
        renamed[device] = next++;
      }
      int name = device < items.accelerators ? renamed[device] : device;
      for (int other = 0; other < devices; other++) {
        model.addHint(on[item][other], other == name);
      }
    }
  }

  private int[] read(Predicate<Literal> values) {
    int[] read = new int[items.count];
    for (int item = 0; item < items.count; item++) {
      while (!values.test(on[item][read[item]])) {
        read[item]++;
      }
    }
    return read;
  }
}
