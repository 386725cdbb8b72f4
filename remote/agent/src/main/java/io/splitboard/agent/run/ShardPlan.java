package io.splitboard.agent.run;

import io.splitboard.protocol.Binding;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TransferSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a shard does with each fragment, looked up once. Immutable.
 *
 * @param shard the shard as it came
 * @param tasks its tasks, in the order of the shard
 * @param uses by fragment key; fragments that nothing here uses are included if a task makes them
 */
record ShardPlan(Shard shard, List<PlannedTask> tasks, Map<String, FragmentUse> uses) {

  /**
   * A task with its place in the shard.
   *
   * @param index position, from 0
   * @param readCount distinct fragments that must be present
   */
  record PlannedTask(int index, TaskSpec spec, int readCount) {}

  /**
   * Who uses a fragment.
   *
   * @param readers tasks that read it
   * @param sends transfers that carry it away
   * @param output whether it is part of the request's result
   */
  record FragmentUse(List<PlannedTask> readers, List<TransferSpec> sends, boolean output) {

    /** After so many uses the fragment is given up. */
    int count() {
      return readers.size() + sends.size() + (output ? 1 : 0);
    }
  }

  static ShardPlan of(Shard shard) {
    List<PlannedTask> tasks = new ArrayList<>();
    Map<String, List<PlannedTask>> readers = new LinkedHashMap<>();
    Map<String, List<TransferSpec>> sends = new LinkedHashMap<>();
    Set<String> fragments = new LinkedHashSet<>(shard.getRequestInputsList());
    for (TaskSpec spec : shard.getTasksList()) {
      Set<String> reads = new LinkedHashSet<>();
      spec.getReadsList().stream().map(Binding::getFragment).forEach(reads::add);
      PlannedTask task = new PlannedTask(tasks.size(), spec, reads.size());
      tasks.add(task);
      reads.forEach(key -> readers.computeIfAbsent(key, any -> new ArrayList<>()).add(task));
      spec.getMakesList().stream().map(Binding::getFragment).forEach(fragments::add);
    }
    for (TransferSpec send : shard.getSendsList()) {
      sends.computeIfAbsent(send.getFragment(), any -> new ArrayList<>()).add(send);
    }
    Set<String> outputs = outputs(shard);
    fragments.addAll(readers.keySet());
    fragments.addAll(sends.keySet());
    fragments.addAll(outputs);
    Map<String, FragmentUse> uses = new LinkedHashMap<>();
    for (String key : fragments) {
      uses.put(
          key,
          new FragmentUse(
              readers.getOrDefault(key, List.of()),
              sends.getOrDefault(key, List.of()),
              outputs.contains(key)));
    }
    return new ShardPlan(shard, List.copyOf(tasks), uses);
  }

  private static Set<String> outputs(Shard shard) {
    return shard.getSource() ? Set.copyOf(shard.getRequestOutputsList()) : Set.of();
  }

  /** Fragments that complete a request here; none unless this is the source. */
  Set<String> outputs() {
    return outputs(shard);
  }

  /** Tasks, transfers and outputs of one request here: after so much work it is over. */
  int work() {
    return tasks.size() + shard.getSendsCount() + outputs().size();
  }
}
