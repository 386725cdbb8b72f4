package io.splitboard.solver.load;

import io.splitboard.core.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workload as the solvers see it: items, each some nodes that stay together, and nets. A net is
 * the output of a node with the items that make or read it; every accelerator that holds some of
 * its items but not all of them pays its cost once. That is the study's rule for what goes in and
 * out, said without directions.
 *
 * <p>Times are whole ticks, fine enough that rounding is below 1e-12 of the sum of all times that
 * can count, so that sums are exact in whatever order they are made. Arrays are not to be changed.
 */
final class Items {

  /** Share by which rounding may exceed the memory. */
  private static final double ROUNDING = 1e-9;

  /** Sums of all ticks stay below this. */
  private static final double MOST_TICKS = 1L << 52;

  final int count;
  final int accelerators;
  final int cpus;
  final double acceleratorBytes;

  /** Positions of the nodes of each item. */
  final int[][] nodes;

  /** Ticks on an accelerator; 0 for items that are not allowed there. */
  final long[] acceleratorTicks;

  /** Ticks on a CPU; 0 where there is none. */
  final long[] cpuTicks;

  final double[] bytes;
  final boolean[] allowed;

  /** Items of each net, two or more. */
  final int[][] pins;

  final long[] netTicks;

  /** Nets of each item. */
  final int[][] nets;

  /** Items that must not come before an item, and those that must not come after it. */
  final int[][] successors;

  final int[][] predecessors;

  private final Workload workload;
  private final double ticksPerMs;

  /**
   * Makes the items from groups of nodes.
   *
   * @param group number of each node's group, without gaps
   * @param successors for each group, those that must not come before it; acyclic
   */
  Items(Workload workload, int[] group, int groups, int[][] successors) {
    this.workload = workload;
    this.count = groups;
    this.accelerators = workload.accelerators();
    this.cpus = workload.cpus();
    this.acceleratorBytes = workload.acceleratorBytes();
    this.ticksPerMs = ticksPerMs(workload);
    this.nodes = members(group, groups);
    this.acceleratorTicks = new long[groups];
    this.cpuTicks = new long[groups];
    this.bytes = new double[groups];
    this.allowed = new boolean[groups];
    sumUp();
    Map<List<Integer>, Long> costs = netCosts(group);
    this.pins = new int[costs.size()][];
    this.netTicks = new long[costs.size()];
    int net = 0;
    for (Map.Entry<List<Integer>, Long> cost : costs.entrySet()) {
      pins[net] = cost.getKey().stream().mapToInt(Integer::intValue).toArray();
      netTicks[net++] = cost.getValue();
    }
    this.nets = transposed(pins, groups);
    this.successors = successors;
    this.predecessors = transposed(successors, groups);
  }

  /**
   * The same items with other nets.
   *
   * @param pins items of each net, two or more
   */
  Items(Items same, int[][] pins, long[] netTicks) {
    this.workload = same.workload;
    this.count = same.count;
    this.accelerators = same.accelerators;
    this.cpus = same.cpus;
    this.acceleratorBytes = same.acceleratorBytes;
    this.ticksPerMs = same.ticksPerMs;
    this.nodes = same.nodes;
    this.acceleratorTicks = same.acceleratorTicks;
    this.cpuTicks = same.cpuTicks;
    this.bytes = same.bytes;
    this.allowed = same.allowed;
    this.successors = same.successors;
    this.predecessors = same.predecessors;
    this.pins = pins;
    this.netTicks = netTicks;
    this.nets = transposed(pins, count);
  }

  /**
   * Fewer items, each some of these that stay together; they have no order.
   *
   * @param cluster number of each item's cluster, without gaps
   */
  Items clustered(int[] cluster, int clusters) {
    return new Items(workload, byNode(cluster), clusters, new int[clusters][0]);
  }

  private static double ticksPerMs(Workload workload) {
    double sum = 0;
    for (var node : workload.nodes()) {
      sum += node.acceleratorAllowed() && workload.accelerators() > 0 ? node.acceleratorMs() : 0;
      sum += workload.cpus() > 0 ? node.cpuMs() : 0;
    }
    double outputs = Arrays.stream(workload.outputMs()).sum();
    int devices = workload.accelerators() + workload.cpus();
    return MOST_TICKS / Math.max(1e-9, sum + outputs * devices);
  }

  private static int[][] members(int[] group, int groups) {
    int[][] single = new int[group.length][];
    for (int node = 0; node < group.length; node++) {
      single[node] = new int[] {group[node]};
    }
    return transposed(single, groups);
  }

  /** For each value, the rows that have it. */
  private static int[][] transposed(int[][] rows, int values) {
    int[] sizes = new int[values];
    for (int[] row : rows) {
      for (int value : row) {
        sizes[value]++;
      }
    }
    int[][] result = new int[values][];
    for (int value = 0; value < values; value++) {
      result[value] = new int[sizes[value]];
    }
    for (int row = rows.length - 1; row >= 0; row--) {
      for (int value : rows[row]) {
        result[value][--sizes[value]] = row;
      }
    }
    return result;
  }

  private void sumUp() {
    for (int item = 0; item < count; item++) {
      allowed[item] = accelerators > 0;
      for (int position : nodes[item]) {
        var node = workload.nodes().get(position);
        if (node.acceleratorAllowed()) {
          acceleratorTicks[item] += Math.round(node.acceleratorMs() * ticksPerMs);
        }
        if (cpus > 0) {
          cpuTicks[item] += Math.round(node.cpuMs() * ticksPerMs);
        }
        bytes[item] += node.bytes();
        allowed[item] &= node.acceleratorAllowed();
      }
      allowed[item] &= bytes[item] <= acceleratorBytes;
      if (!allowed[item]) {
        acceleratorTicks[item] = 0;
      }
    }
  }

  private Map<List<Integer>, Long> netCosts(int[] group) {
    int[][] readers = workload.readers();
    double[] outputMs = workload.outputMs();
    Map<List<Integer>, Long> costs = new LinkedHashMap<>();
    for (int node = 0; node < readers.length; node++) {
      List<Integer> touched = new ArrayList<>();
      touched.add(group[node]);
      for (int reader : readers[node]) {
        touched.add(group[reader]);
      }
      List<Integer> distinct = touched.stream().sorted().distinct().toList();
      long ticks = Math.round(outputMs[node] * ticksPerMs);
      if (distinct.size() > 1 && ticks > 0) {
        costs.merge(distinct, ticks, Long::sum);
      }
    }
    return costs;
  }

  /** Whether no accelerator can ever be too full. */
  boolean memoryIsAmple() {
    return Arrays.stream(bytes).sum() <= acceleratorBytes;
  }

  /** Device of each node when each item is on a device. */
  int[] byNode(int[] on) {
    int[] byNode = new int[workload.nodes().size()];
    for (int item = 0; item < count; item++) {
      for (int position : nodes[item]) {
        byNode[position] = on[item];
      }
    }
    return byNode;
  }

  /** Device of each item when each node is on a device: that of the item's longest node. */
  int[] byItem(int[] onByNode) {
    int[] on = new int[count];
    for (int item = 0; item < count; item++) {
      double longest = -1;
      for (int position : nodes[item]) {
        if (workload.nodes().get(position).acceleratorMs() > longest) {
          longest = workload.nodes().get(position).acceleratorMs();
          on[item] = onByNode[position];
        }
      }
    }
    return on;
  }

  double ms(long ticks) {
    return ticks / ticksPerMs;
  }

  long ticks(double ms) {
    return (long) Math.floor(ms * ticksPerMs);
  }

  /** Load of each device in ticks: accelerators first, then CPUs. */
  long[] loads(int[] on) {
    long[] loads = new long[accelerators + cpus];
    for (int item = 0; item < count; item++) {
      loads[on[item]] += on[item] < accelerators ? acceleratorTicks[item] : cpuTicks[item];
    }
    boolean[] touched = new boolean[accelerators + cpus];
    for (int net = 0; net < pins.length; net++) {
      Arrays.fill(touched, false);
      int devices = 0;
      for (int item : pins[net]) {
        devices += touched[on[item]] ? 0 : 1;
        touched[on[item]] = true;
      }
      for (int device = 0; devices > 1 && device < accelerators; device++) {
        loads[device] += touched[device] ? netTicks[net] : 0;
      }
    }
    return loads;
  }

  /** Whether every item is allowed where it is and no accelerator is too full. */
  boolean feasible(int[] on) {
    double[] held = new double[accelerators];
    for (int item = 0; item < count; item++) {
      if (on[item] < accelerators) {
        held[on[item]] += bytes[item];
        if (!allowed[item] || held[on[item]] > acceleratorBytes * (1 + ROUNDING)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The largest of some loads. */
  static long most(long[] loads) {
    return Arrays.stream(loads).max().orElse(0);
  }
}
