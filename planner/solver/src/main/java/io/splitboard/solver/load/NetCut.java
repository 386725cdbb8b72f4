package io.splitboard.solver.load;

import java.util.Arrays;

/**
 * The cheapest set of items around one of them: nets that have items inside and outside are paid,
 * and each item inside by its weight. Items that are too far away cannot be inside. A minimum cut,
 * found by Dinic's algorithm; each net stands for two vertices between which its cost flows.
 */
final class NetCut {

  private static final long UNLIMITED = Long.MAX_VALUE / 8;

  private final Items items;
  private final int vertices;
  private final int sink;
  private final int[] firstArc;
  private final int[] arcTo;

  /** Position of the arc in the other direction. */
  private final int[] reverse;

  private final long[] capacity;
  private final long[] residual;

  /** Position of the arc from each item to the sink. */
  private final int[] toSink;

  private final int[] level;
  private final int[] next;
  private final int[] queue;
  private final int[] path;

  NetCut(Items items) {
    this.items = items;
    this.sink = items.count + 2 * items.pins.length;
    this.vertices = sink + 1;
    ArcList arcs = new ArcList(vertices);
    toSink = new int[items.count];
    int[] sinkArcs = new int[items.count];
    for (int item = 0; item < items.count; item++) {
      sinkArcs[item] = arcs.add(item, sink, 0, 0);
    }
    for (int net = 0; net < items.pins.length; net++) {
      int[] pins = items.pins[net];
      long ticks = items.netTicks[net];
      if (pins.length == 2) {
        arcs.add(pins[0], pins[1], ticks, ticks);
        continue;
      }
      int entry = items.count + 2 * net;
      arcs.add(entry, entry + 1, ticks, 0);
      for (int pin : pins) {
        arcs.add(pin, entry, UNLIMITED, 0);
        arcs.add(entry + 1, pin, UNLIMITED, 0);
      }
    }
    this.firstArc = arcs.firstArcs();
    this.arcTo = new int[2 * arcs.size()];
    this.reverse = new int[arcTo.length];
    this.capacity = new long[arcTo.length];
    int[] positions = arcs.fill(firstArc, arcTo, reverse, capacity);
    for (int item = 0; item < items.count; item++) {
      toSink[item] = positions[sinkArcs[item]];
    }
    this.residual = new long[arcTo.length];
    this.level = new int[vertices];
    this.next = new int[vertices];
    this.queue = new int[vertices];
    this.path = new int[vertices];
  }

  /**
   * The smallest cost of a set that holds the root.
   *
   * @param near whether an item can be in the set; others cannot
   * @param weight ticks paid for a tick of an accelerator's work inside; rounded down
   */
  long cheapest(int root, boolean[] near, double weight) {
    System.arraycopy(capacity, 0, residual, 0, capacity.length);
    for (int item = 0; item < items.count; item++) {
      residual[toSink[item]] =
          near[item] ? (long) (weight * items.acceleratorTicks[item]) : UNLIMITED;
    }
    long flow = 0;
    while (levels(root)) {
      System.arraycopy(firstArc, 0, next, 0, vertices);
      for (long pushed = push(root); pushed > 0; pushed = push(root)) {
        flow += pushed;
        if (flow >= UNLIMITED) {
          return flow;
        }
      }
    }
    return flow;
  }

  private boolean levels(int root) {
    Arrays.fill(level, -1);
    level[root] = 0;
    queue[0] = root;
    int size = 1;
    for (int done = 0; done < size && level[sink] < 0; done++) {
      int from = queue[done];
      for (int arc = firstArc[from]; arc < firstArc[from + 1]; arc++) {
        int to = arcTo[arc];
        if (residual[arc] > 0 && level[to] < 0) {
          level[to] = level[from] + 1;
          queue[size++] = to;
        }
      }
    }
    return level[sink] >= 0;
  }

  /** Pushes along one path to the sink, found depth first; 0 if there is none left. */
  private long push(int root) {
    int depth = 0;
    int at = root;
    while (at != sink) {
      if (next[at] == firstArc[at + 1]) {
        if (depth == 0) {
          return 0;
        }
        level[at] = -1;
        int back = path[--depth];
        at = arcTo[reverse[back]];
        next[at]++;
        continue;
      }
      int arc = next[at];
      int to = arcTo[arc];
      if (residual[arc] > 0 && level[to] == level[at] + 1) {
        path[depth++] = arc;
        at = to;
      } else {
        next[at]++;
      }
    }
    long least = UNLIMITED;
    for (int i = 0; i < depth; i++) {
      least = Math.min(least, residual[path[i]]);
    }
    for (int i = 0; i < depth; i++) {
      residual[path[i]] -= least;
      residual[reverse[path[i]]] += least;
    }
    return least;
  }

  /** Arcs as they are added, each with its reverse, before they are put in order. */
  private static final class ArcList {

    private final int[] degree;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private long[] there = new long[64];
    private long[] back = new long[64];
    private int size;

    ArcList(int vertices) {
      this.degree = new int[vertices];
    }

    int add(int a, int b, long thereTicks, long backTicks) {
      if (size == from.length) {
        from = Arrays.copyOf(from, 2 * size);
        to = Arrays.copyOf(to, 2 * size);
        there = Arrays.copyOf(there, 2 * size);
        back = Arrays.copyOf(back, 2 * size);
      }
      from[size] = a;
      to[size] = b;
      there[size] = thereTicks;
      back[size] = backTicks;
      degree[a]++;
      degree[b]++;
      return size++;
    }

    int size() {
      return size;
    }

    int[] firstArcs() {
      int[] first = new int[degree.length + 1];
      for (int vertex = 0; vertex < degree.length; vertex++) {
        first[vertex + 1] = first[vertex] + degree[vertex];
      }
      return first;
    }

    /** Puts arcs in order of their tails; tells where each one is. */
    int[] fill(int[] first, int[] arcTo, int[] reverse, long[] capacity) {
      int[] free = Arrays.copyOf(first, degree.length);
      int[] positions = new int[size];
      for (int arc = 0; arc < size; arc++) {
        int there = free[from[arc]]++;
        int back = free[to[arc]]++;
        positions[arc] = there;
        arcTo[there] = to[arc];
        arcTo[back] = from[arc];
        reverse[there] = back;
        reverse[back] = there;
        capacity[there] = this.there[arc];
        capacity[back] = this.back[arc];
      }
      return positions;
    }
  }
}
