package io.splitboard.agent.run;

import io.splitboard.agent.run.ShardPlan.PlannedTask;
import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is present here for one request. Guarded by the lock of its {@link ShardRuntime}. */
final class RequestState {

  private static final class Held {
    final WireTensor tensor;
    final Runnable freed;
    int uses;

    Held(WireTensor tensor, int uses, Runnable freed) {
      this.tensor = tensor;
      this.uses = uses;
      this.freed = freed;
    }
  }

  final int number;
  final long startNanos;
  final boolean startedHere;
  boolean completed;

  private final Map<String, Held> fragments = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final int[] missing;
  private final Map<String, WireTensor> outputs = new LinkedHashMap<>();
  private int workLeft;

  RequestState(int number, ShardPlan plan, boolean startedHere, long nowNanos) {
    this.number = number;
    this.startNanos = nowNanos;
    this.startedHere = startedHere;
    this.missing = plan.tasks().stream().mapToInt(PlannedTask::readCount).toArray();
    this.workLeft = plan.work();
  }

  /** Takes note of a fragment; false if it was here before. */
  boolean see(String fragment) {
    return seen.add(fragment);
  }

  /** Keeps a fragment until it was used so often; then {@code freed} is called. */
  void hold(String fragment, WireTensor tensor, int uses, Runnable freed) {
    if (uses == 0) {
      freed.run();
    } else {
      fragments.put(fragment, new Held(tensor, uses, freed));
    }
  }

  WireTensor tensor(String fragment) {
    return fragments.get(fragment).tensor;
  }

  /** One use of a fragment is over. */
  void release(String fragment) {
    Held held = fragments.get(fragment);
    held.uses--;
    if (held.uses == 0) {
      fragments.remove(fragment);
      held.freed.run();
    }
  }

  /** One fragment that a task reads is present; true if it was the last. */
  boolean present(PlannedTask task) {
    missing[task.index()]--;
    return missing[task.index()] == 0;
  }

  /** Collects an output of the request. */
  void output(String fragment, WireTensor tensor) {
    outputs.put(fragment, tensor);
  }

  Map<String, WireTensor> outputs() {
    return outputs;
  }

  /** A task, transfer or output is done; true if nothing is left. */
  boolean finishOne() {
    workLeft--;
    return workLeft == 0;
  }

  boolean hasWork() {
    return workLeft > 0;
  }

  /** Frees everything that is held. */
  void freeAll() {
    List<Held> all = new ArrayList<>(fragments.values());
    fragments.clear();
    all.forEach(held -> held.freed.run());
  }

  /** Bytes held. */
  long heldBytes() {
    return fragments.values().stream().mapToLong(held -> held.tensor.bytes()).sum();
  }
}
