package io.splitboard.core.program;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which layers run together as one task: as few tasks as can be without delaying anything.
 *
 * <p>A task waits for all that it reads and hands out what it makes at its end. So two layers of
 * one device are put together only if they wait for the same tensors from elsewhere (directly or
 * through layers on the same device) and if the same tensors for elsewhere wait for them. Within
 * each such set, weakly connected parts become a task each, so that independent branches stay
 * independent.
 *
 * <p>The tasks' graph has no cycle: along an edge inside a device, the set of awaited tensors never
 * shrinks and the set of awaiting ones never grows, so a way that leaves a set on its device cannot
 * come back; and a way over another device adds a tensor that was not awaited before.
 */
final class TaskGroups {

  private final Network network;
  private final Assignment assignment;
  private final Map<String, Integer> tensorIndex = new HashMap<>();
  private final BitSet[] awaited;
  private final BitSet[] awaiting;
  private final int[] leader;

  private TaskGroups(Network network, Assignment assignment) {
    this.network = network;
    this.assignment = assignment;
    int count = network.layers().size();
    network.tensors().keySet().forEach(name -> tensorIndex.put(name, tensorIndex.size()));
    awaited = new BitSet[count];
    awaiting = new BitSet[count];
    leader = new int[count];
  }

  /** Layers of each task in topological order; the tasks in an order that one device could run. */
  static List<List<Layer>> of(Network network, Assignment assignment) {
    TaskGroups groups = new TaskGroups(network, assignment);
    groups.findAwaited();
    groups.findAwaiting();
    groups.join();
    return groups.inOrder();
  }

  private void findAwaited() {
    Map<BitSet, BitSet> known = new HashMap<>();
    for (Layer layer : network.layers()) {
      String device = assignment.device(layer);
      Union union = new Union();
      for (String tensor : layer.inputs()) {
        if (!assignment.home(tensor).equals(device)) {
          union.add(tensorIndex.get(tensor));
        } else {
          network.producer(tensor).ifPresent(made -> union.add(awaited[made.index()]));
        }
      }
      awaited[layer.index()] = union.result(known);
    }
  }

  private void findAwaiting() {
    Map<BitSet, BitSet> known = new HashMap<>();
    for (int i = network.layers().size() - 1; i >= 0; i--) {
      Layer layer = network.layers().get(i);
      Union union = new Union();
      for (String tensor : layer.outputs()) {
        if (!assignment.receivers(tensor).isEmpty()) {
          union.add(tensorIndex.get(tensor));
        }
        for (Layer reader : assignment.readers(tensor)) {
          if (assignment.device(reader).equals(assignment.device(layer))) {
            union.add(awaiting[reader.index()]);
          }
        }
      }
      awaiting[i] = union.result(known);
    }
  }

  private void join() {
    for (Layer layer : network.layers()) {
      leader[layer.index()] = layer.index();
      for (String tensor : layer.inputs()) {
        network
            .producer(tensor)
            .filter(made -> together(made, layer))
            .ifPresent(made -> unite(made.index(), layer.index()));
      }
    }
  }

  /** Equal sets are one object, see {@link Union#result}. */
  private boolean together(Layer a, Layer b) {
    return assignment.device(a).equals(assignment.device(b))
        && awaited[a.index()] == awaited[b.index()]
        && awaiting[a.index()] == awaiting[b.index()];
  }

  private void unite(int a, int b) {
    int first = find(a);
    int second = find(b);
    leader[Math.max(first, second)] = Math.min(first, second);
  }

  private int find(int layer) {
    int at = layer;
    while (leader[at] != at) {
      leader[at] = leader[leader[at]];
      at = leader[at];
    }
    return at;
  }

  /** Kahn's algorithm; of the groups that could come next, the one with the first layer. */
  private List<List<Layer>> inOrder() {
    Map<Integer, List<Layer>> groups = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      if (assignment.needed(layer)) {
        groups.computeIfAbsent(find(layer.index()), key -> new ArrayList<>()).add(layer);
      }
    }
    Map<Integer, Set<Integer>> after = new HashMap<>();
    int[] before = new int[leader.length];
    for (Layer layer : network.layers()) {
      if (assignment.needed(layer)) {
        for (String tensor : layer.outputs()) {
          for (Layer reader : assignment.readers(tensor)) {
            int from = find(layer.index());
            int to = find(reader.index());
            if (from != to
                && after.computeIfAbsent(from, key -> new java.util.LinkedHashSet<>()).add(to)) {
              before[to]++;
            }
          }
        }
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    groups.keySet().stream().filter(group -> before[group] == 0).forEach(ready::add);
    List<List<Layer>> ordered = new ArrayList<>();
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
      throw new IllegalStateException("the tasks of " + network.name() + " wait for each other");
    }
    return ordered;
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
