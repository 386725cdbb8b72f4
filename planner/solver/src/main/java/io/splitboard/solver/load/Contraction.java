package io.splitboard.solver.load;

import io.splitboard.core.DisjointSets;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadEdge;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Joins nodes that every best split has together, or that must be together, into {@link Items}.
 *
 * <p>Joined are: nodes of one colour class; for contiguous splits, whatever goes round in a circle
 * once these are joined; and a node without any time and memory with a neighbour to which it can
 * always be moved without making any load larger.
 */
final class Contraction {

  /** Above this, only direct neighbours are looked at when nodes without time are joined. */
  private static final int MOST_FOR_REACHABILITY = 6_000;

  private final Workload workload;
  private final boolean contiguous;
  private final DisjointSets groups;

  private Contraction(Workload workload, boolean contiguous) {
    this.workload = workload;
    this.contiguous = contiguous;
    this.groups = new DisjointSets(workload.nodes().size());
  }

  /**
   * The items of a workload.
   *
   * @param contiguous whether parts must be contiguous: then items have an order that devices must
   *     follow, in the forward pass. Backward nodes stay with their colour class; those that have
   *     no forward node in it are ordered among all others as in a mirror
   */
  static Items of(Workload workload, boolean contiguous) {
    Contraction contraction = new Contraction(workload, contiguous);
    contraction.joinColours();
    if (contiguous) {
      contraction.joinCircles();
    }
    Items items = contraction.items();
    while (contraction.joinIdle(items)) {
      items = contraction.items();
    }
    return items;
  }

  private void joinColours() {
    Map<Long, Integer> first = new HashMap<>();
    for (int node = 0; node < workload.nodes().size(); node++) {
      var color = workload.nodes().get(node).colorClass();
      if (color.isPresent()) {
        Integer other = first.putIfAbsent(color.getAsLong(), node);
        if (other != null) {
          groups.join(node, other);
        }
      }
    }
  }

  private Items items() {
    int[] group = groups.numbered();
    int count = Arrays.stream(group).max().orElse(-1) + 1;
    return new Items(workload, group, count, contiguous ? arcs(group, count) : new int[count][0]);
  }

  /** For each group, those that come after it. */
  private int[][] arcs(int[] group, int count) {
    boolean[] hasForward = new boolean[count];
    for (int node = 0; node < group.length; node++) {
      hasForward[group[node]] |= !workload.nodes().get(node).backward();
    }
    BitSet[] after = new BitSet[count];
    Arrays.setAll(after, i -> new BitSet());
    Map<Long, Integer> indices = workload.indices();
    for (WorkloadEdge edge : workload.edges()) {
      int source = indices.get(edge.source());
      int target = indices.get(edge.target());
      boolean sourceBack = workload.nodes().get(source).backward();
      boolean targetBack = workload.nodes().get(target).backward();
      int from = group[source];
      int to = group[target];
      if (from == to || sourceBack != targetBack) {
        continue;
      }
      if (!sourceBack) {
        after[from].set(to);
      } else if (!hasForward[from] || !hasForward[to]) {
        after[to].set(from);
      }
    }
    int[][] arcs = new int[count][];
    Arrays.setAll(arcs, i -> after[i].stream().toArray());
    return arcs;
  }

  /** Joins groups that go round in a circle. */
  private void joinCircles() {
    int[] group = groups.numbered();
    int count = Arrays.stream(group).max().orElse(-1) + 1;
    int[][] arcs = arcs(group, count);
    int[] member = new int[count];
    for (int node = 0; node < group.length; node++) {
      member[group[node]] = node;
    }
    int[] roots = Circles.roots(arcs);
    for (int i = 0; i < count; i++) {
      groups.join(member[i], member[roots[i]]);
    }
  }

  /**
   * Joins items without time with a neighbour that shares all their nets: moving such an item there
   * takes it away from no net and touches no new device. Each item takes part once in a round.
   */
  private boolean joinIdle(Items items) {
    boolean ample = items.memoryIsAmple();
    BitSet[] before = ancestors(items);
    boolean[] taken = new boolean[items.count];
    boolean joined = false;
    for (int item = 0; item < items.count; item++) {
      if (taken[item] || !idle(items, item) || !(ample || items.bytes[item] == 0)) {
        continue;
      }
      int neighbour = neighbour(items, item, before, taken);
      if (neighbour >= 0) {
        groups.join(items.nodes[item][0], items.nodes[neighbour][0]);
        taken[item] = true;
        taken[neighbour] = true;
        joined = true;
      }
    }
    return joined;
  }

  private static boolean idle(Items items, int item) {
    return items.allowed[item] && items.acceleratorTicks[item] == 0 && items.cpuTicks[item] == 0;
  }

  private int neighbour(Items items, int item, BitSet[] before, boolean[] taken) {
    BitSet candidates = new BitSet();
    if (items.nets[item].length > 0) {
      for (int pin : items.pins[items.nets[item][0]]) {
        candidates.set(pin);
      }
      for (int net : items.nets[item]) {
        BitSet shared = new BitSet();
        for (int pin : items.pins[net]) {
          shared.set(pin);
        }
        candidates.and(shared);
      }
    } else if (contiguous && !unordered(items, item)) {
      for (int[] side : new int[][] {items.predecessors[item], items.successors[item]}) {
        for (int other : side) {
          candidates.set(other);
        }
      }
    } else {
      candidates.set(0, items.count);
    }
    candidates.clear(item);
    return candidates.stream()
        .filter(other -> !taken[other])
        .filter(other -> !contiguous || keepsOrder(items, item, other, before))
        .findFirst()
        .orElse(-1);
  }

  /** Whether wherever the neighbour is, the item can be, whatever else is where. */
  private static boolean keepsOrder(Items items, int item, int other, BitSet[] before) {
    boolean follows = true;
    for (int predecessor : items.predecessors[item]) {
      follows &= predecessor == other || before[other].get(predecessor);
    }
    boolean leads = true;
    for (int successor : items.successors[item]) {
      leads &= successor == other || before[successor].get(other);
    }
    boolean isBefore = contains(items.predecessors[item], other);
    boolean isAfter = contains(items.successors[item], other);
    return unordered(items, item) || isBefore && follows || isAfter && leads;
  }

  private static boolean unordered(Items items, int item) {
    return items.predecessors[item].length == 0 && items.successors[item].length == 0;
  }

  private static boolean contains(int[] values, int value) {
    return Arrays.stream(values).anyMatch(other -> other == value);
  }

  /** For each item, those that come before it; only direct ones where there are too many. */
  private BitSet[] ancestors(Items items) {
    BitSet[] before = new BitSet[items.count];
    Arrays.setAll(before, i -> new BitSet());
    if (!contiguous) {
      return before;
    }
    boolean all = items.count <= MOST_FOR_REACHABILITY;
    for (int item : topological(items)) {
      for (int predecessor : items.predecessors[item]) {
        before[item].set(predecessor);
        if (all) {
          before[item].or(before[predecessor]);
        }
      }
    }
    return before;
  }

  /** All items, each after those that must not come after it. */
  static int[] topological(Items items) {
    int[] order = new int[items.count];
    int[] waits = new int[items.count];
    int ready = 0;
    for (int item = 0; item < items.count; item++) {
      waits[item] = items.predecessors[item].length;
      if (waits[item] == 0) {
        order[ready++] = item;
      }
    }
    for (int done = 0; done < ready; done++) {
      for (int next : items.successors[order[done]]) {
        if (--waits[next] == 0) {
          order[ready++] = next;
        }
      }
    }
    return order;
  }
}
