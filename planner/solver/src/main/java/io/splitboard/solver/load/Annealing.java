package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Improves a split by moving single items and swapping pairs, without any order to keep: simulated
 * annealing of what loads exceed a target, which lies just below the best largest load so far.
 */
final class Annealing {

  /** The target lies below the best by this share. */
  private static final double STEP = 5e-4;

  /** The last temperature, as a share of the target. */
  private static final double COLD = 2e-5;

  /** Weight of what is sent against what exceeds the target. */
  private static final double SENDING = 0.02;

  private static final int MOVES_PER_ITEM = 1_000;
  private static final int MOVES_BETWEEN_LOOKS = 1_024;

  private final Items items;
  private final Incumbent incumbent;
  private final SplittableRandom random;
  private final int devices;
  private final int[] on;
  private final long[] loads;
  private final double[] bytes;

  /** Items of a net on a device, and devices of a net. */
  private final int[] within;

  private final int[] touched;
  private int[] best;
  private long bestValue;
  private double target;
  private double temperature;

  /**
   * Begins with a split.
   *
   * @param split device of each item
   */
  Annealing(Items items, Incumbent incumbent, SplittableRandom random, int[] split) {
    this.items = items;
    this.incumbent = incumbent;
    this.random = random;
    this.devices = items.accelerators + items.cpus;
    this.on = new int[items.count];
    this.loads = new long[devices];
    this.bytes = new double[devices];
    this.within = new int[items.pins.length * devices];
    this.touched = new int[items.pins.length];
    take(split);
  }

  private void take(int[] split) {
    best = split;
    bestValue = Items.most(items.loads(split));
  }

  /** The best split so far: device of each item. */
  int[] best() {
    return best;
  }

  /** The largest load of the best split, in ticks. */
  long value() {
    return bestValue;
  }

  private void start(int[] from) {
    System.arraycopy(from, 0, on, 0, on.length);
    System.arraycopy(items.loads(on), 0, loads, 0, devices);
    Arrays.fill(bytes, 0);
    Arrays.fill(within, 0);
    Arrays.fill(touched, 0);
    for (int item = 0; item < items.count; item++) {
      bytes[on[item]] += items.bytes[item];
      for (int net : items.nets[item]) {
        touched[net] += within[net * devices + on[item]]++ == 0 ? 1 : 0;
      }
    }
  }

  /**
   * Anneals once from the best split.
   *
   * @param hot first temperature, as a share of the target
   */
  void anneal(double hot, BooleanSupplier stop) {
    start(best);
    aim();
    long moves = (long) MOVES_PER_ITEM * items.count;
    double cooling = Math.log(COLD / hot);
    for (long move = 0; move < moves; move++) {
      if (move % MOVES_BETWEEN_LOOKS == 0) {
        if (stop.getAsBoolean()) {
          return;
        }
        aim();
        temperature = target * hot * Math.exp(cooling * move / moves);
      }
      if (step() && withinTarget()) {
        take(on.clone());
        incumbent.offer(items, on);
        aim();
      }
    }
  }

  private void aim() {
    target = bestValue * (1 - STEP);
  }

  private boolean withinTarget() {
    for (long load : loads) {
      if (load > target) {
        return false;
      }
    }
    return true;
  }

  /** Tries one move or swap; tells whether it was made. */
  private boolean step() {
    int item = random.nextInt(items.count);
    int from = on[item];
    int to = destination(item);
    if (to == from || !fits(item, to)) {
      return false;
    }
    double before = penalty(from, to);
    move(item, to);
    int other = -1;
    if (random.nextInt(3) == 0) {
      other = partner(item, to);
      if (other >= 0 && fits(other, from)) {
        move(other, from);
      } else {
        other = -1;
      }
    }
    double rise = penalty(from, to) - before;
    if (rise <= 0 || random.nextDouble() < Math.exp(-rise / temperature)) {
      return true;
    }
    if (other >= 0) {
      move(other, to);
    }
    move(item, from);
    return false;
  }

  /** Mostly a device that already has a neighbour. */
  private int destination(int item) {
    if (items.nets[item].length > 0 && random.nextInt(8) > 0) {
      int[] pins = items.pins[items.nets[item][random.nextInt(items.nets[item].length)]];
      return on[pins[random.nextInt(pins.length)]];
    }
    return random.nextInt(devices);
  }

  private int partner(int item, int device) {
    for (int tries = 0; tries < 8; tries++) {
      int other = random.nextInt(items.count);
      if (other != item && on[other] == device) {
        return other;
      }
    }
    return -1;
  }

  private boolean fits(int item, int device) {
    return device >= items.accelerators
        || items.allowed[item] && bytes[device] + items.bytes[item] <= items.acceleratorBytes;
  }

  private double penalty(int a, int b) {
    return Math.max(0, loads[a] - target)
        + Math.max(0, loads[b] - target)
        + SENDING * ((double) loads[a] + loads[b]);
  }

  private void move(int item, int to) {
    int from = on[item];
    on[item] = to;
    bytes[from] -= items.bytes[item];
    bytes[to] += items.bytes[item];
    loads[from] -= from < items.accelerators ? items.acceleratorTicks[item] : items.cpuTicks[item];
    loads[to] += to < items.accelerators ? items.acceleratorTicks[item] : items.cpuTicks[item];
    for (int net : items.nets[item]) {
      moveNet(net, from, to);
    }
  }

  /** Only the two devices can begin or cease to pay for a net. */
  private void moveNet(int net, int from, int to) {
    long ticks = items.netTicks[net];
    int before = touched[net];
    boolean fromLeft = --within[net * devices + from] == 0;
    boolean toNew = within[net * devices + to]++ == 0;
    int after = before - (fromLeft ? 1 : 0) + (toNew ? 1 : 0);
    touched[net] = after;
    if (from < items.accelerators) {
      loads[from] += (!fromLeft && after > 1 ? ticks : 0) - (before > 1 ? ticks : 0);
    }
    if (to < items.accelerators) {
      loads[to] += (after > 1 ? ticks : 0) - (!toNew && before > 1 ? ticks : 0);
    }
  }
}
