package io.splitboard.core.workload;

import io.splitboard.core.UserException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as a graph of profiled nodes without weights, and the machine that it is for: identical
 * accelerators and CPUs around one host memory.
 *
 * @param accelerators how many there are
 * @param acceleratorBytes memory of each
 * @param cpus how many there are
 * @param nodes in the order of the file
 * @param edges in the order of the file
 */
public record Workload(
    int accelerators,
    double acceleratorBytes,
    int cpus,
    List<WorkloadNode> nodes,
    List<WorkloadEdge> edges) {

  /** More devices than this are refused. */
  public static final int MOST_DEVICES = 1_000;

  /** More nodes than this are refused. */
  public static final int MOST_NODES = 100_000;

  /** More edges than this are refused. */
  public static final int MOST_EDGES = 1_000_000;

  /** Costs of one source's edges may differ by this much, ms. */
  private static final double SAME_COST_MS = 1e-6;

  /**
   * Takes copies and checks them.
   *
   * @throws UserException if anything about the workload makes no sense, naming the node or edge
   */
  public Workload {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    if (accelerators < 0 || cpus < 0 || accelerators + (long) cpus > MOST_DEVICES) {
      throw new UserException(
          "maxFPGAs and maxCPUs must be 0 or more and together at most %d."
              .formatted(MOST_DEVICES));
    }
    if (accelerators + cpus == 0) {
      throw new UserException("There is no device: raise maxFPGAs or maxCPUs above 0.");
    }
    requireAmount(acceleratorBytes, "maxSizePerFPGA");
    if (nodes.size() > MOST_NODES || edges.size() > MOST_EDGES) {
      throw new UserException(
          "There are %d nodes and %d edges, more than the %d nodes and %d edges that are read."
              .formatted(nodes.size(), edges.size(), MOST_NODES, MOST_EDGES));
    }
    Map<Long, Integer> indices = indices(nodes);
    for (WorkloadNode node : nodes) {
      requireAmount(node.cpuMs(), "cpuLatency of node " + node.id());
      requireAmount(node.acceleratorMs(), "fpgaLatency of node " + node.id());
      requireAmount(node.bytes(), "size of node " + node.id());
    }
    requireEdges(edges, indices);
    requireNoCycle(nodes, edges, indices);
  }

  private static void requireAmount(double value, String what) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new UserException(
          "The " + what + " is " + value + ": it must be a number of 0 or more.");
    }
  }

  private static Map<Long, Integer> indices(List<WorkloadNode> nodes) {
    Map<Long, Integer> indices = new HashMap<>();
    for (WorkloadNode node : nodes) {
      if (indices.put(node.id(), indices.size()) != null) {
        throw new UserException("Two nodes have the id " + node.id() + ": make ids unique.");
      }
    }
    return indices;
  }

  private static void requireEdges(List<WorkloadEdge> edges, Map<Long, Integer> indices) {
    Map<Long, Double> costs = new HashMap<>();
    for (WorkloadEdge edge : edges) {
      String name = "edge from " + edge.source() + " to " + edge.target();
      for (long end : new long[] {edge.source(), edge.target()}) {
        if (!indices.containsKey(end)) {
          throw new UserException(
              "The " + name + " names node " + end + ", which is not among the nodes.");
        }
      }
      requireAmount(edge.costMs(), "cost of the " + name);
      Double before = costs.putIfAbsent(edge.source(), edge.costMs());
      if (before != null && Math.abs(before - edge.costMs()) > SAME_COST_MS) {
        throw new UserException(
            "Edges from node %d cost %s and %s: all edges of one source must cost the same."
                .formatted(edge.source(), before, edge.costMs()));
      }
    }
  }

  private static void requireNoCycle(
      List<WorkloadNode> nodes, List<WorkloadEdge> edges, Map<Long, Integer> indices) {
    int[][] readers = adjacency(nodes.size(), edges, indices);
    int[] waits = new int[nodes.size()];
    for (int[] targets : readers) {
      for (int target : targets) {
        waits[target]++;
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int node = 0; node < waits.length; node++) {
      if (waits[node] == 0) {
        ready.add(node);
      }
    }
    int left = waits.length;
    while (!ready.isEmpty()) {
      left--;
      for (int target : readers[ready.remove()]) {
        if (--waits[target] == 0) {
          ready.add(target);
        }
      }
    }
    if (left > 0) {
      int stuck = 0;
      while (waits[stuck] == 0) {
        stuck++;
      }
      throw new UserException(
          "The edges go round in a circle that leads to node "
              + nodes.get(stuck).id()
              + ": remove an edge of it.");
    }
  }

  private static int[][] adjacency(
      int count, List<WorkloadEdge> edges, Map<Long, Integer> indices) {
    int[] degrees = new int[count];
    for (WorkloadEdge edge : edges) {
      degrees[indices.get(edge.source())]++;
    }
    int[][] targets = new int[count][];
    for (int node = 0; node < count; node++) {
      targets[node] = new int[degrees[node]];
    }
    for (WorkloadEdge edge : edges) {
      int source = indices.get(edge.source());
      targets[source][--degrees[source]] = indices.get(edge.target());
    }
    return targets;
  }

  /** For each node, by position, the positions of the nodes that read it, each once. */
  public int[][] readers() {
    int[][] targets = adjacency(nodes.size(), edges, indices());
    for (int node = 0; node < targets.length; node++) {
      targets[node] = Arrays.stream(targets[node]).sorted().distinct().toArray();
    }
    return targets;
  }

  /** For each node, by position, the cost of moving its output, ms; 0 where nobody reads it. */
  public double[] outputMs() {
    Map<Long, Integer> indices = indices();
    double[] costs = new double[nodes.size()];
    for (WorkloadEdge edge : edges) {
      int source = indices.get(edge.source());
      costs[source] = Math.max(costs[source], edge.costMs());
    }
    return costs;
  }

  /** Position of each node by id. */
  public Map<Long, Integer> indices() {
    return indices(nodes);
  }
}
