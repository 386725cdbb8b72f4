package io.splitboard.core.program;

import io.splitboard.core.cluster.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Priorities by remaining path: the longest time from the start of a task or transfer to the
 * completion of its request, as in list scheduling by critical path. What others wait for longest
 * goes first, so tasks that feed another device precede those that do not.
 */
final class Priorities {

  private final List<Task> tasks;
  private final double[] taskRemainingMs;
  private final double[] hopRemainingMs;
  private final Map<String, List<Integer>> readersOf = new HashMap<>();
  private final Map<String, List<Integer>> hopsOf = new HashMap<>();
  private final List<TransferPlan.Hop> hops;
  private final double[] ranks;

  /**
   * Finds all remaining paths.
   *
   * @param tasks in topological order; their priorities are not looked at
   * @param hops of each tensor in order
   * @param taskMs expected time of a task
   * @param hopMs expected time of a hop on an idle link
   */
  Priorities(
      List<Task> tasks,
      List<TransferPlan.Hop> hops,
      ToDoubleFunction<Task> taskMs,
      ToDoubleFunction<TransferPlan.Hop> hopMs) {
    this.tasks = tasks;
    this.hops = hops;
    this.taskRemainingMs = new double[tasks.size()];
    this.hopRemainingMs = new double[hops.size()];
    for (int i = 0; i < tasks.size(); i++) {
      for (Fragment read : tasks.get(i).reads()) {
        readersOf.computeIfAbsent(read.tensor(), key -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < hops.size(); i++) {
      hopsOf.computeIfAbsent(hops.get(i).tensor(), key -> new ArrayList<>()).add(i);
    }
    for (int i = tasks.size() - 1; i >= 0; i--) {
      double afterMs = 0;
      for (Fragment made : tasks.get(i).makes()) {
        settle(made.tensor(), hopMs);
        afterMs = Math.max(afterMs, afterMs(made.tensor(), tasks.get(i).device()));
      }
      taskRemainingMs[i] = taskMs.applyAsDouble(tasks.get(i)) + afterMs;
    }
    hops.stream().map(TransferPlan.Hop::tensor).distinct().forEach(tensor -> settle(tensor, hopMs));
    ranks =
        DoubleStream.concat(Arrays.stream(taskRemainingMs), Arrays.stream(hopRemainingMs))
            .sorted()
            .distinct()
            .toArray();
  }

  /** Needs the remaining paths of all readers. */
  private void settle(String tensor, ToDoubleFunction<TransferPlan.Hop> hopMs) {
    List<Integer> own = hopsOf.getOrDefault(tensor, List.of());
    for (int i = own.size() - 1; i >= 0; i--) {
      TransferPlan.Hop hop = hops.get(own.get(i));
      hopRemainingMs[own.get(i)] = hopMs.applyAsDouble(hop) + afterMs(tensor, hop.link().to());
    }
  }

  /** Longest way from the presence of a tensor on a device to the end. */
  private double afterMs(String tensor, String device) {
    double longest = 0;
    for (int reader : readersOf.getOrDefault(tensor, List.of())) {
      if (tasks.get(reader).device().equals(device)) {
        longest = Math.max(longest, taskRemainingMs[reader]);
      }
    }
    for (int hop : hopsOf.getOrDefault(tensor, List.of())) {
      Link link = hops.get(hop).link();
      if (link.from().equals(device)) {
        longest = Math.max(longest, hopRemainingMs[hop]);
      }
    }
    return longest;
  }

  /** Priority of a task: the rank of its remaining path among all, larger for longer. */
  int ofTask(int task) {
    return rank(taskRemainingMs[task]);
  }

  /** Priority of a hop, on the same scale. */
  int ofHop(int hop) {
    return rank(hopRemainingMs[hop]);
  }

  private int rank(double remainingMs) {
    return Arrays.binarySearch(ranks, remainingMs);
  }
}
