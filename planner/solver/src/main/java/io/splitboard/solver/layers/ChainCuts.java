package io.splitboard.solver.layers;

import io.splitboard.core.project.Objective;
import java.util.Arrays;

/**
 * First guesses from dynamic programming over the layers in topological order, as if the network
 * were a chain: whatever is alive between two neighbours is one message.
 */
final class ChainCuts {

  private static final long NEVER = Long.MAX_VALUE / 4;

  private final LayerGraph graph;
  private final int layers;
  private final int devices;

  /** Ticks from i to j of all that is alive before a layer; the last entry is before the end. */
  private final long[][][] cutTicks;

  /** The same, but only the time that the links are held. */
  private final long[][][] cutOccupied;

  ChainCuts(LayerGraph graph) {
    this.graph = graph;
    this.layers = graph.layerCount();
    this.devices = graph.deviceCount();
    this.cutTicks = new long[layers + 1][devices][devices];
    this.cutOccupied = new long[layers + 1][devices][devices];
    graph.flows().forEach(this::addCuts);
  }

  private void addCuts(Flow flow) {
    int last = flow.output() ? layers : Arrays.stream(flow.readers()).max().orElse(-1);
    for (int cut = flow.producer() + 1; cut <= last; cut++) {
      for (int from = 0; from < devices; from++) {
        for (int to = 0; to < devices; to++) {
          if (!flow.canGo(from, to)) {
            cutTicks[cut][from][to] = NEVER;
            cutOccupied[cut][from][to] = NEVER;
          } else if (from != to) {
            cutTicks[cut][from][to] = sum(cutTicks[cut][from][to], flow.ticks(from, to));
            cutOccupied[cut][from][to] = sum(cutOccupied[cut][from][to], occupied(flow, from, to));
          }
        }
      }
    }
  }

  private static long occupied(Flow flow, int from, int to) {
    return Arrays.stream(flow.ways()[from][to]).mapToLong(Flow.Hop::occupied).sum();
  }

  private static long sum(long a, long b) {
    return Math.min(NEVER, a + b);
  }

  /** An assignment; it may break constraints. Null if there is none at all. */
  int[] best(Objective objective) {
    return objective == Objective.THROUGHPUT ? balancedCut() : shortestPath();
  }

  /** Shortest way through (layer, device): exact for chains without memory limits. */
  private int[] shortestPath() {
    long[] reached = new long[devices];
    Arrays.fill(reached, NEVER);
    reached[graph.source()] = 0;
    int[][] cameFrom = new int[layers + 1][devices];
    for (int layer = 0; layer <= layers; layer++) {
      long[] next = new long[devices];
      Arrays.fill(next, NEVER);
      for (int to = 0; to < devices; to++) {
        for (int from = 0; from < devices; from++) {
          long at = sum(reached[from], step(layer, from, to));
          if (at < next[to]) {
            next[to] = at;
            cameFrom[layer][to] = from;
          }
        }
      }
      reached = next;
    }
    return reached[graph.source()] >= NEVER ? null : backwards(cameFrom);
  }

  private long step(int layer, int from, int to) {
    long crossing = from == to ? 0 : cutTicks[layer][from][to];
    if (layer == layers) {
      return crossing;
    }
    if (!graph.allowed(layer, to)) {
      return NEVER;
    }
    boolean begins = from != to || layer == 0;
    return sum(crossing, graph.layerTicks(layer, to) + (begins ? graph.overheadTicks(to) : 0));
  }

  private int[] backwards(int[][] cameFrom) {
    int[] on = new int[layers];
    int at = cameFrom[layers][graph.source()];
    for (int layer = layers - 1; layer >= 0; layer--) {
      on[layer] = at;
      at = cameFrom[layer][at];
    }
    return on;
  }

  /**
   * Consecutive parts on devices in the order source, then fastest first, with the smallest largest
   * load: for each end and last device, the best place to cut before it.
   */
  private int[] balancedCut() {
    return new Balanced().cuts();
  }

  private final class Balanced {

    private final int[] order = order();
    private final long[][] sums = loads();
    private final long[][] best = new long[layers + 1][devices];
    private final int[][] cutAt = new int[layers + 1][devices];
    private final int[][] previous = new int[layers + 1][devices];

    Balanced() {
      for (long[] row : best) {
        Arrays.fill(row, NEVER);
      }
      for (int rank = 0; rank < devices; rank++) {
        for (int to = 1; to <= layers; to++) {
          extend(rank, to);
        }
      }
    }

    /** All parts that end before a layer, on the device of a rank. */
    private void extend(int rank, int to) {
      int device = order[rank];
      for (int from = to - 1; from >= 0; from--) {
        long load = sums[to][device] - sums[from][device] + graph.overheadTicks(device);
        if (load >= best[to][device] || !graph.allowed(from, device)) {
          return;
        }
        if (from == 0) {
          long in = device == graph.source() ? 0 : cutOccupied[0][graph.source()][device];
          keep(to, device, Math.max(load, in), 0, -1);
        }
        for (int earlier = 0; earlier < rank; earlier++) {
          int before = order[earlier];
          long crossing = Math.max(best[from][before], cutOccupied[from][before][device]);
          keep(to, device, Math.max(load, crossing), from, before);
        }
      }
    }

    private void keep(int to, int device, long value, int from, int before) {
      if (value < best[to][device]) {
        best[to][device] = value;
        cutAt[to][device] = from;
        previous[to][device] = before;
      }
    }

    private int[] cuts() {
      int last = -1;
      long value = NEVER;
      for (int device = 0; device < devices; device++) {
        long out = device == graph.source() ? 0 : cutOccupied[layers][device][graph.source()];
        if (Math.max(best[layers][device], out) < value) {
          value = Math.max(best[layers][device], out);
          last = device;
        }
      }
      if (last < 0) {
        return null;
      }
      int[] on = new int[layers];
      int to = layers;
      while (to > 0) {
        int from = cutAt[to][last];
        Arrays.fill(on, from, to, last);
        last = previous[to][last];
        to = from;
      }
      return on;
    }
  }

  private int[] order() {
    long[][] sums = loads();
    return java.util.stream.IntStream.range(0, devices)
        .boxed()
        .sorted(
            java.util.Comparator.comparing((Integer device) -> device != graph.source())
                .thenComparing(device -> sums[layers][device]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private long[][] loads() {
    long[][] sums = new long[layers + 1][devices];
    for (int layer = 0; layer < layers; layer++) {
      for (int device = 0; device < devices; device++) {
        sums[layer + 1][device] = sums[layer][device] + graph.layerTicks(layer, device);
      }
    }
    return sums;
  }
}
