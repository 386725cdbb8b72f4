package io.splitboard.agent.run;

import io.splitboard.agent.run.ShardPlan.PlannedTask;
import io.splitboard.protocol.Binding;
import io.splitboard.protocol.wire.WireTensor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Tasks whose fragments are all present, the next one first: by priority, then by age of the
 * request. Guarded by the lock of its {@link ShardRuntime}.
 */
final class ReadyTasks {

  private record Fired(RequestState state, PlannedTask task) {}

  private final PriorityQueue<Fired> queue =
      new PriorityQueue<>(
          Comparator.comparingInt((Fired fired) -> -fired.task.spec().getPriority())
              .thenComparingInt(fired -> fired.state.number)
              .thenComparingInt(fired -> fired.task.index()));

  void add(RequestState state, PlannedTask task) {
    queue.add(new Fired(state, task));
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Takes the next one; there must be one. */
  ReadyTask next() {
    Fired next = queue.remove();
    Map<String, WireTensor> inputs = new LinkedHashMap<>();
    for (Binding read : next.task.spec().getReadsList()) {
      inputs.put(read.getName(), next.state.tensor(read.getFragment()));
    }
    return new ReadyTask(next.state.number, next.task, inputs);
  }

  /** Takes all of a request away. */
  void drop(int request) {
    queue.removeIf(fired -> fired.state.number == request);
  }

  void clear() {
    queue.clear();
  }
}
