package io.splitboard.core.onnx;

import io.splitboard.core.DisjointSets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which nodes make one layer. Nodes stay together if what one hands to the other cannot travel
 * between devices, if one has nothing to wait for and would never be started alone, or if they are
 * a {@link QuantizedGroups quantized group}. Groups that would then wait for each other become one.
 */
final class NodeGroups {

  private final GraphStructure structure;
  private final List<Integer> nodes;
  private final DisjointSets sets;

  private NodeGroups(GraphStructure structure) {
    this.structure = structure;
    this.nodes =
        structure.order().stream()
            .filter(node -> structure.isLive(node) && !structure.isConstant(node))
            .toList();
    this.sets = new DisjointSets(structure.order().size());
  }

  /**
   * Groups all nodes that are neither constant nor useless.
   *
   * @param travels whether a value can be sent between devices
   * @param cutQuantized whether quantized groups may be cut
   * @return groups in topological order, each with its nodes in topological order
   */
  static List<List<Integer>> of(
      GraphStructure structure, Predicate<String> travels, boolean cutQuantized) {
    NodeGroups groups = new NodeGroups(structure);
    groups.joinByValues(travels);
    if (!cutQuantized) {
      new QuantizedGroups(structure, groups.nodes).joins(groups::join);
    }
    groups.joinCycles();
    return groups.sorted();
  }

  private int find(int node) {
    return sets.find(node);
  }

  private void join(int node, int other) {
    sets.join(node, other);
  }

  private void joinByValues(Predicate<String> travels) {
    for (int node : nodes) {
      for (String value : structure.reads(node)) {
        Integer producer = makerOf(value);
        if (producer != null && (!travels.test(value) || waitsForNothing(producer))) {
          join(node, producer);
        }
      }
    }
  }

  private boolean waitsForNothing(int node) {
    return structure.reads(node).stream().allMatch(structure::isConstant);
  }

  /** The layer node that makes a value; null for inputs and constants. */
  private Integer makerOf(String value) {
    return structure.isConstant(value) ? null : structure.producer(value);
  }

  /** Edges between groups: readers by maker. */
  private Map<Integer, Set<Integer>> readers() {
    Map<Integer, Set<Integer>> readers = new TreeMap<>();
    nodes.forEach(node -> readers.computeIfAbsent(find(node), key -> new LinkedHashSet<>()));
    for (int node : nodes) {
      for (String value : structure.reads(node)) {
        Integer producer = makerOf(value);
        if (producer != null && find(producer) != find(node)) {
          readers.get(find(producer)).add(find(node));
        }
      }
    }
    return readers;
  }

  /**
   * Joins groups that reach each other. Walks from each group of several nodes, for single nodes
   * alone cannot be on a cycle.
   */
  private void joinCycles() {
    boolean changed = true;
    while (changed) {
      changed = false;
      Map<Integer, Set<Integer>> readers = readers();
      Map<Integer, Set<Integer>> makers = new TreeMap<>();
      readers.forEach(
          (maker, all) ->
              all.forEach(
                  reader ->
                      makers.computeIfAbsent(reader, key -> new LinkedHashSet<>()).add(maker)));
      for (int start : severalNodes()) {
        Set<Integer> cycle = reachable(start, readers);
        cycle.retainAll(reachable(start, makers));
        for (int other : cycle) {
          changed |= find(other) != find(start);
          join(other, start);
        }
      }
    }
  }

  private Set<Integer> severalNodes() {
    Set<Integer> several = new LinkedHashSet<>();
    nodes.stream().filter(node -> find(node) != node).forEach(node -> several.add(find(node)));
    return several;
  }

  private static Set<Integer> reachable(int start, Map<Integer, Set<Integer>> edges) {
    Set<Integer> reached = new LinkedHashSet<>();
    Deque<Integer> open = new ArrayDeque<>(edges.getOrDefault(start, Set.of()));
    while (!open.isEmpty()) {
      int next = open.remove();
      if (reached.add(next)) {
        open.addAll(edges.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  private List<List<Integer>> sorted() {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    Map<Integer, Integer> rank = new LinkedHashMap<>();
    for (int node : nodes) {
      rank.putIfAbsent(find(node), rank.size());
      members.computeIfAbsent(find(node), key -> new ArrayList<>()).add(node);
    }
    Map<Integer, Set<Integer>> readers = readers();
    Map<Integer, Integer> waiting = new LinkedHashMap<>();
    readers.values().forEach(all -> all.forEach(reader -> waiting.merge(reader, 1, Integer::sum)));
    PriorityQueue<Integer> ready =
        new PriorityQueue<>((a, b) -> Integer.compare(rank.get(a), rank.get(b)));
    rank.keySet().stream().filter(id -> !waiting.containsKey(id)).forEach(ready::add);
    List<List<Integer>> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(members.get(next));
      for (int reader : readers.get(next)) {
        if (waiting.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    return sorted;
  }
}
