package io.splitboard.core.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Priorities by remaining path: the longest time from the start of a task or transfer to the
 * completion of its request, as in list scheduling by critical path. What others wait for longest
 * goes first, so tasks that feed another device precede those that do not.
 *
 * <p>Priorities only settle what may compete within one request. Between requests the oldest should
 * go first, else new requests starve those in flight and the pipeline runs dry. So ranks start anew
 * at every <em>waist</em>, a task or transfer before which all others of the request lie or which
 * precedes them: along a chain all priorities are 0, and age alone decides.
 */
final class Priorities {

  private final int taskCount;
  private final int[] priority;

  /** A fragment on a device. */
  private record Slot(String device, Fragment fragment) {}

  /**
   * Finds all priorities. Linear in tasks, hops and what they read, apart from sorting.
   *
   * @param tasks in topological order; their priorities are not looked at
   * @param hops in the order of the tasks that make their fragments, inputs of the network first,
   *     and each fragment's in the order in which it takes them
   * @param taskMs expected time of a task
   * @param hopMs expected time of a hop on an idle link
   */
  Priorities(
      List<Task> tasks,
      List<TransferPlan.Hop> hops,
      ToDoubleFunction<Task> taskMs,
      ToDoubleFunction<TransferPlan.Hop> hopMs) {
    this.taskCount = tasks.size();
    Graph graph = new Graph(tasks, hops);
    double[] remainingMs = new double[graph.order.length];
    for (int i = graph.order.length - 1; i >= 0; i--) {
      int node = graph.order[i];
      double ms =
          node < taskCount
              ? taskMs.applyAsDouble(tasks.get(node))
              : hopMs.applyAsDouble(hops.get(node - taskCount));
      double afterMs = 0;
      for (int next : graph.after.get(node)) {
        afterMs = Math.max(afterMs, remainingMs[next]);
      }
      remainingMs[node] = ms + afterMs;
    }
    putBoundariesFirst(tasks, hops, remainingMs);
    this.priority = ranks(graph, remainingMs);
  }

  /**
   * Of the tasks that begin with one layer's parts on one device, those whose result is sent go
   * before the rest, and all rank as the longest of them: the rest is computed while the boundary
   * travels, however long it takes itself. What only slices or puts together takes next to no time
   * and goes before all.
   */
  private static void putBoundariesFirst(
      List<Task> tasks, List<TransferPlan.Hop> hops, double[] remainingMs) {
    Map<String, List<Integer>> parts = new HashMap<>();
    double longestMs = Arrays.stream(remainingMs).max().orElse(0);
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      if (task.kind() == Task.Kind.ASSEMBLY) {
        remainingMs[i] = Math.nextUp(longestMs);
      } else if (!task.isWhole()) {
        String first = task.device() + "\n" + task.pieces().get(0).layer();
        parts.computeIfAbsent(first, key -> new ArrayList<>()).add(i);
      }
    }
    Set<Slot> sent = new HashSet<>();
    hops.forEach(hop -> sent.add(new Slot(hop.link().from(), hop.fragment())));
    for (List<Integer> siblings : parts.values()) {
      double ms = siblings.stream().mapToDouble(i -> remainingMs[i]).max().orElseThrow();
      for (int i : siblings) {
        String device = tasks.get(i).device();
        boolean sends =
            tasks.get(i).makes().stream().anyMatch(made -> sent.contains(new Slot(device, made)));
        remainingMs[i] = sends && siblings.size() > 1 ? Math.nextUp(ms) : ms;
      }
    }
  }

  /** Ranks of the remaining paths between one waist and the next, larger for longer. */
  private static int[] ranks(Graph graph, double[] remainingMs) {
    boolean[] waist = graph.waists();
    int[] ranks = new int[remainingMs.length];
    int from = 0;
    while (from < graph.order.length) {
      int to = from + 1;
      while (to < graph.order.length && !waist[from] && !waist[to]) {
        to++;
      }
      int[] part = Arrays.copyOfRange(graph.order, from, to);
      double[] sorted =
          Arrays.stream(part).mapToDouble(node -> remainingMs[node]).sorted().distinct().toArray();
      for (int node : part) {
        ranks[node] = Arrays.binarySearch(sorted, remainingMs[node]);
      }
      from = to;
    }
    return ranks;
  }

  /** Priority of a task. */
  int ofTask(int task) {
    return priority[task];
  }

  /** Priority of a hop, comparable with those of other hops. */
  int ofHop(int hop) {
    return priority[taskCount + hop];
  }

  /** Tasks and hops as nodes: first the tasks by number, then the hops. */
  private static final class Graph {

    private final List<List<Integer>> after = new ArrayList<>();
    private final int[] order;
    private final Map<Slot, List<Integer>> readers = new HashMap<>();
    private final Map<Fragment, List<Integer>> hopsOf = new HashMap<>();

    Graph(List<Task> tasks, List<TransferPlan.Hop> hops) {
      int count = tasks.size() + hops.size();
      for (int node = 0; node < count; node++) {
        after.add(new ArrayList<>());
      }
      index(tasks, hops);
      for (int task = 0; task < tasks.size(); task++) {
        for (Fragment made : tasks.get(task).makes()) {
          connect(task, new Slot(tasks.get(task).device(), made));
        }
      }
      for (int hop = 0; hop < hops.size(); hop++) {
        connect(tasks.size() + hop, new Slot(hops.get(hop).link().to(), hops.get(hop).fragment()));
      }
      this.order = order(tasks, hops);
    }

    /** By the fragment and the device on which it must be present. */
    private void index(List<Task> tasks, List<TransferPlan.Hop> hops) {
      for (int task = 0; task < tasks.size(); task++) {
        for (Fragment read : tasks.get(task).reads()) {
          readers
              .computeIfAbsent(new Slot(tasks.get(task).device(), read), k -> new ArrayList<>())
              .add(task);
        }
      }
      for (int hop = 0; hop < hops.size(); hop++) {
        Fragment fragment = hops.get(hop).fragment();
        readers
            .computeIfAbsent(
                new Slot(hops.get(hop).link().from(), fragment), k -> new ArrayList<>())
            .add(tasks.size() + hop);
        hopsOf.computeIfAbsent(fragment, k -> new ArrayList<>()).add(tasks.size() + hop);
      }
    }

    private void connect(int node, Slot made) {
      after.get(node).addAll(readers.getOrDefault(made, List.of()));
    }

    /** Each task is followed by the hops of what it makes. */
    private int[] order(List<Task> tasks, List<TransferPlan.Hop> hops) {
      List<Integer> nodes = new ArrayList<>();
      Map<Fragment, List<Integer>> left = new HashMap<>(hopsOf);
      List<Integer> afterTasks = new ArrayList<>();
      for (int task = 0; task < tasks.size(); task++) {
        afterTasks.add(task);
        for (Fragment made : tasks.get(task).makes()) {
          List<Integer> own = left.remove(made);
          afterTasks.addAll(own == null ? List.of() : own);
        }
      }
      for (int hop = 0; hop < hops.size(); hop++) {
        if (left.containsKey(hops.get(hop).fragment())) {
          nodes.add(tasks.size() + hop);
        }
      }
      nodes.addAll(afterTasks);
      return nodes.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * By position: whether all earlier nodes lead to this one, so that it is the only end of what
     * lies up to here, and it leads to all later ones, so that it is the only start from here on.
     */
    boolean[] waists() {
      int[] position = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        position[order[i]] = i;
      }
      boolean[] waist = new boolean[order.length];
      boolean[] reached = new boolean[order.length];
      int starts = 0;
      for (int i = order.length - 1; i >= 0; i--) {
        starts++;
        for (int next : after.get(order[i])) {
          starts -= reached[position[next]] ? 0 : 1;
          reached[position[next]] = true;
        }
        waist[i] = starts == 1;
      }
      onlyEnds(position, waist);
      return waist;
    }

    private void onlyEnds(int[] position, boolean[] waist) {
      List<List<Integer>> before = new ArrayList<>();
      for (int i = 0; i < order.length; i++) {
        before.add(new ArrayList<>());
      }
      for (int i = 0; i < order.length; i++) {
        for (int next : after.get(order[i])) {
          before.get(position[next]).add(i);
        }
      }
      boolean[] left = new boolean[order.length];
      int ends = 0;
      for (int i = 0; i < order.length; i++) {
        ends++;
        for (int previous : before.get(i)) {
          ends -= left[previous] ? 0 : 1;
          left[previous] = true;
        }
        waist[i] &= ends == 1;
      }
    }
  }
}
