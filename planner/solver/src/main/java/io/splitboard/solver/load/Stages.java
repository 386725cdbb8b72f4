package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The best contiguous split whose parts lie between ideals of a family: dynamic programming over
 * the ideals, with the number of accelerators and CPUs used, for the smallest largest load. With
 * all ideals, and if it is not stopped, what it finds is the optimum.
 *
 * <p>Only loads up to a limit are looked at, and only ideals from which what is left can still be
 * done within it; so a search with the limit just below a known load proves it best or beats it.
 */
final class Stages {

  private static final long NEVER = Long.MAX_VALUE;

  private final Items items;
  private final IdealFamily family;
  private final Capacity capacity;
  private final StageWalk walk;
  private final BooleanSupplier stop;
  private final int states;

  /**
   * For each ideal and each (CPUs, accelerators) used: the smallest largest load, and from where.
   */
  private final long[] loads;

  private final int[] from;
  private final long[] absorbed;
  private long limit;

  Stages(Items items, IdealFamily family, BooleanSupplier stop) {
    this.items = items;
    this.family = family;
    this.capacity = new Capacity(items);
    this.walk = new StageWalk(items, family);
    this.stop = stop;
    this.states = (items.accelerators + 1) * (items.cpus + 1);
    this.loads = new long[Math.multiplyExact(states, family.size)];
    this.from = new int[states * family.size];
    this.absorbed = new long[items.cpus + 1];
  }

  /** Entries of the tables for a family of some size. */
  static long entries(Items items, long ideals) {
    return (items.accelerators + 1L) * (items.cpus + 1L) * ideals;
  }

  /**
   * What a search ended with.
   *
   * @param on device of each item, or null if there is no split within the limit in the family, or
   *     the search was stopped before one was found
   * @param finished whether it was not stopped
   */
  record Result(int[] on, boolean finished) {}

  /** Looks for the smallest largest load of at most a limit. */
  Result best(long limitTicks) {
    return run(limitTicks, false);
  }

  /** Looks for any split with loads of at most a limit. */
  Result any(long limitTicks) {
    return run(limitTicks, true);
  }

  private Result run(long limitTicks, boolean first) {
    Arrays.fill(loads, NEVER);
    setLimit(limitTicks);
    loads[0] = 0;
    int[] open = new int[states];
    boolean[] usedAccelerators = new boolean[items.accelerators + 1];
    int full = family.size - 1;
    for (int ideal = 0; ideal < full; ideal++) {
      if (stop.getAsBoolean()) {
        return new Result(read(full), false);
      }
      int count = open(ideal, open, usedAccelerators, first);
      if (count == 0) {
        continue;
      }
      int source = ideal;
      int opened = count;
      walk.accelerator(ideal, limit, (to, load) -> extend(source, to, load, open, opened, true));
      if (items.cpus > 0) {
        walk.cpu(ideal, limit, (to, load) -> extend(source, to, load, open, opened, false));
      }
      if (best(full) >= 0) {
        if (first) {
          break;
        }
        setLimit(Math.min(limit, loads[full * states + best(full)] - 1));
      }
    }
    return new Result(read(full), true);
  }

  private void setLimit(long limitTicks) {
    if (limitTicks == limit) {
      return;
    }
    limit = limitTicks;
    for (int cpus = 0; cpus <= items.cpus; cpus++) {
      absorbed[cpus] = capacity.absorbed((double) cpus * limit, limit);
    }
  }

  /**
   * States of an ideal from which to go on: within the limit, with a rest that can be done, and, if
   * any split is good, with no other that has used less.
   */
  private int open(int ideal, int[] open, boolean[] used, boolean first) {
    int count = 0;
    Arrays.fill(used, false);
    int fewest = Integer.MAX_VALUE;
    for (int cpus = 0; cpus <= items.cpus; cpus++) {
      long smallest = NEVER;
      for (int accelerators = 0; accelerators <= items.accelerators; accelerators++) {
        int state = cpus * (items.accelerators + 1) + accelerators;
        long load = loads[ideal * states + state];
        if (load > limit || load >= smallest || !restFits(ideal, accelerators, cpus)) {
          continue;
        }
        smallest = load;
        if (first && accelerators >= fewest) {
          break;
        }
        open[count++] = state;
        if (first) {
          fewest = accelerators;
          break;
        }
      }
    }
    return count;
  }

  private boolean restFits(int ideal, int usedAccelerators, int usedCpus) {
    int full = family.size - 1;
    int cpus = items.cpus - usedCpus;
    int accelerators = items.accelerators - usedAccelerators;
    if (cpus == 0 && family.barred[full] > family.barred[ideal]) {
      return false;
    }
    double rest = family.acceleratorTicks[full] - family.acceleratorTicks[ideal] - absorbed[cpus];
    if (cpus == 0) {
      rest += family.openTicks[ideal];
    }
    return rest <= (double) accelerators * limit;
  }

  private void extend(int source, int to, long load, int[] open, int count, boolean accelerator) {
    for (int i = 0; i < count; i++) {
      int state = open[i];
      int next;
      if (accelerator) {
        if (state % (items.accelerators + 1) == items.accelerators) {
          continue;
        }
        next = state + 1;
      } else {
        next = state + items.accelerators + 1;
        if (next >= states) {
          continue;
        }
      }
      long value = Math.max(loads[source * states + state], load);
      int index = to * states + next;
      if (value < loads[index]) {
        loads[index] = value;
        from[index] = accelerator ? source : ~source;
      }
    }
  }

  /** The best state of an ideal; -1 if it was not reached. */
  private int best(int ideal) {
    int best = -1;
    long smallest = NEVER;
    for (int state = 0; state < states; state++) {
      long load = loads[ideal * states + state];
      if (load < smallest) {
        smallest = load;
        best = state;
      }
    }
    return best;
  }

  /** Device of each item in the best split; null if there is none. */
  private int[] read(int full) {
    int state = best(full);
    if (state < 0) {
      return null;
    }
    int[] on = new int[items.count];
    int cpu = items.accelerators + items.cpus;
    int accelerator = items.accelerators;
    int ideal = full;
    while (ideal > 0) {
      int source = from[ideal * states + state];
      boolean onAccelerator = source >= 0;
      source = onAccelerator ? source : ~source;
      int device = onAccelerator ? --accelerator : --cpu;
      boolean[] upTo = new boolean[items.count];
      boolean[] before = new boolean[items.count];
      family.mark(ideal, upTo);
      family.mark(source, before);
      for (int item = 0; item < items.count; item++) {
        if (upTo[item] && !before[item]) {
          on[item] = device;
        }
      }
      state -= onAccelerator ? 1 : items.accelerators + 1;
      ideal = source;
    }
    return on;
  }
}
