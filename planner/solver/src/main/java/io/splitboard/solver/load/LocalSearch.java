package io.splitboard.solver.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Improves a split by moving single items and swapping pairs, without any order to keep: simulated
 * annealing of what loads exceed a target, which lies just below the best largest load so far.
 * Where that gets nowhere any more, it begins anew with another split.
 */
final class LocalSearch {

  /** The target lies below the best by this share. */
  private static final double STEP = 5e-4;

  /** First and last temperature, as a share of the target. */
  private static final double HOT = 2e-2;

  private static final double COLD = 2e-5;

  /** Weight of what is sent against what exceeds the target. */
  private static final double SENDING = 0.02;

  private static final int MOVES_PER_ITEM = 3_000;
  private static final int MOVES_BETWEEN_LOOKS = 1_024;

  /** After so many rounds in vain it begins anew. */
  private static final int MOST_IN_VAIN = 40;

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

  /** The best since it began anew. */
  private int[] best;

  private long bestValue;
  private int[] order;
  private double target;
  private double temperature;

  LocalSearch(Items items, Incumbent incumbent, long seed) {
    this.items = items;
    this.incumbent = incumbent;
    this.random = new SplittableRandom(seed);
    this.devices = items.accelerators + items.cpus;
    this.on = new int[items.count];
    this.loads = new long[devices];
    this.bytes = new double[devices];
    this.within = new int[items.pins.length * devices];
    this.touched = new int[items.pins.length];
  }

  /** Anneals again and again: the best split of all, then others in turn with it. */
  void run(BooleanSupplier stop) {
    if (devices < 2 || items.count < 2 || incumbent.onByNode() == null) {
      return;
    }
    for (int beginning = 0; !stop.getAsBoolean(); beginning++) {
      begin(beginning % 2 == 0 ? items.byItem(incumbent.onByNode()) : another());
      int inVain = 0;
      for (int round = 0; inVain < MOST_IN_VAIN && !stop.getAsBoolean(); round++) {
        long before = bestValue;
        start(best);
        anneal(round % 3 == 0 ? HOT : HOT / 20, stop);
        inVain = bestValue < before ? 0 : inVain + 1;
      }
    }
  }

  private void begin(int[] split) {
    best = split;
    bestValue = Items.most(items.loads(split));
  }

  /** Neighbours together, with about equal work on all accelerators, cut at places by chance. */
  private int[] another() {
    if (items.accelerators == 0 || !items.memoryIsAmple()) {
      return items.byItem(incumbent.onByNode());
    }
    order = order == null ? SweepOrder.of(items) : order;
    double all = Math.max(1, Arrays.stream(items.acceleratorTicks).asDoubleStream().sum());
    int[] split = new int[items.count];
    Arrays.fill(split, items.accelerators);
    int shift = order.length == 0 ? 0 : random.nextInt(order.length);
    double before = 0;
    for (int i = 0; i < order.length; i++) {
      int item = order[(i + shift) % order.length];
      split[item] = (int) Math.min(items.accelerators - 1, items.accelerators * before / all);
      before += items.acceleratorTicks[item];
    }
    return split;
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

  private void anneal(double hot, BooleanSupplier stop) {
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
        begin(on.clone());
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
