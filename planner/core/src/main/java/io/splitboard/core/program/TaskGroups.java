package io.splitboard.core.program;

import io.splitboard.core.DisjointSets;
import io.splitboard.core.program.PieceNode.Shipment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which pieces run together as one task: as few tasks as can be without delaying anything.
 *
 * <p>A task waits for all that it reads and hands out what it makes at its end. So two pieces on
 * one device are put together only if they wait for the same fragments from elsewhere (directly or
 * through pieces on the same device) and if the same fragments for elsewhere wait for them. Within
 * each such set, weakly connected parts become a task each, so that independent branches stay
 * independent.
 *
 * <p>The tasks' graph has no cycle: along an edge inside a device, the set of awaited fragments
 * never shrinks and the set of awaiting ones never grows, so a way that leaves a set on its device
 * cannot come back; and a way over another device adds a fragment that was not awaited before.
 */
final class TaskGroups {

  private final List<PieceNode> nodes;
  private final BitSet[] awaited;
  private final BitSet[] awaiting;
  private final DisjointSets sets;

  private TaskGroups(PieceGraph graph) {
    this.nodes = graph.nodes();
    int count = nodes.size();
    awaited = new BitSet[count];
    awaiting = new BitSet[count];
    sets = new DisjointSets(count);
  }

  /** Pieces of each task in topological order; the tasks in an order that one device could run. */
  static List<List<PieceNode>> of(PieceGraph graph) {
    TaskGroups groups = new TaskGroups(graph);
    groups.findAwaited();
    groups.findAwaiting();
    groups.join();
    return groups.inOrder();
  }

  /** Whether a node needs a task: inputs do if parts of them are sent. */
  static boolean isWork(PieceNode node) {
    return switch (node.kind()) {
      case LAYER, GATHER -> true;
      case INPUT ->
          node.shipments().stream()
              .anyMatch(shipment -> !(shipment.fragment().region() instanceof Region.All));
      case OUTPUT -> false;
    };
  }

  private void findAwaited() {
    Map<BitSet, BitSet> known = new HashMap<>();
    for (PieceNode node : nodes) {
      Union union = new Union();
      for (PieceNode.Use use : node.uses()) {
        use.arrivals().forEach(shipment -> union.add(shipment.number()));
        use.local().forEach(maker -> union.add(awaited[maker.index()]));
      }
      awaited[node.index()] = union.result(known);
    }
  }

  private void findAwaiting() {
    Map<BitSet, BitSet> known = new HashMap<>();
    Union[] unions = new Union[nodes.size()];
    for (int i = nodes.size() - 1; i >= 0; i--) {
      PieceNode node = nodes.get(i);
      Union union = unions[i] == null ? new Union() : unions[i];
      for (Shipment shipment : node.shipments()) {
        union.add(shipment.number());
      }
      awaiting[i] = union.result(known);
      for (PieceNode.Use use : node.uses()) {
        for (PieceNode maker : use.local()) {
          if (unions[maker.index()] == null) {
            unions[maker.index()] = new Union();
          }
          unions[maker.index()].add(awaiting[i]);
        }
      }
      unions[i] = null;
    }
  }

  private void join() {
    for (PieceNode node : nodes) {
      for (PieceNode.Use use : node.uses()) {
        for (PieceNode maker : use.local()) {
          if (together(maker, node)) {
            unite(maker.index(), node.index());
          }
        }
      }
    }
  }

  /** Equal sets are one object, see {@link Union#result}. */
  private boolean together(PieceNode a, PieceNode b) {
    return a.kind() != PieceNode.Kind.INPUT
        && b.kind() != PieceNode.Kind.OUTPUT
        && awaited[a.index()] == awaited[b.index()]
        && awaiting[a.index()] == awaiting[b.index()];
  }

  private void unite(int a, int b) {
    int first = sets.find(a);
    int second = sets.find(b);
    sets.join(Math.max(first, second), Math.min(first, second));
  }

  /** Kahn's algorithm; of the groups that could come next, the one with the first piece. */
  private List<List<PieceNode>> inOrder() {
    Map<Integer, List<PieceNode>> groups = new LinkedHashMap<>();
    Map<Integer, Set<Integer>> after = new HashMap<>();
    int[] before = new int[nodes.size()];
    for (PieceNode node : nodes) {
      if (isWork(node)) {
        int to = sets.find(node.index());
        groups.computeIfAbsent(to, key -> new ArrayList<>()).add(node);
        for (PieceNode.Use use : node.uses()) {
          use.local().forEach(maker -> follow(maker, to, after, before));
          use.arrivals().forEach(shipment -> follow(shipment.from(), to, after, before));
        }
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    groups.keySet().stream().filter(group -> before[group] == 0).forEach(ready::add);
    List<List<PieceNode>> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int group = ready.remove();
      ordered.add(groups.get(group));
      for (int next : after.getOrDefault(group, Set.of())) {
        if (--before[next] == 0) {
          ready.add(next);
        }
      }
    }
    if (ordered.size() != groups.size()) {
      throw new IllegalStateException("the tasks of a program wait for each other");
    }
    return ordered;
  }

  private void follow(PieceNode maker, int to, Map<Integer, Set<Integer>> after, int[] before) {
    int from = sets.find(maker.index());
    if (isWork(maker)
        && from != to
        && after.computeIfAbsent(from, key -> new LinkedHashSet<>()).add(to)) {
      before[to]++;
    }
  }

  /** A union of sets that copies only when it must: along chains all layers share one set. */
  private static final class Union {

    private BitSet set;
    private boolean own;

    void add(int element) {
      if (set != null && set.get(element)) {
        return;
      }
      copy();
      set.set(element);
    }

    void add(BitSet other) {
      if (set == null) {
        set = other;
      } else if (set != other && !other.isEmpty()) {
        copy();
        set.or(other);
      }
    }

    private void copy() {
      if (!own) {
        set = set == null ? new BitSet() : (BitSet) set.clone();
        own = true;
      }
    }

    BitSet result(Map<BitSet, BitSet> known) {
      BitSet found = set == null ? new BitSet() : set;
      BitSet first = known.putIfAbsent(found, found);
      return first == null ? found : first;
    }
  }
}
