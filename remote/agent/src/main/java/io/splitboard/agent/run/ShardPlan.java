package io.splitboard.agent.run;

import io.splitboard.protocol.Binding;
import io.splitboard.protocol.Shard;
import io.splitboard.protocol.TaskSpec;
import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.Turn;
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

  private static final int MOST_TURNS = 10_000;

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

  /**
   * What is done for requests, by their number modulo the number of plans: devices that take turns
   * have nothing to do for some.
   *
   * @throws IllegalArgumentException with a sentence, if the turns are none
   */
  static List<ShardPlan> turns(Shard shard) {
    int turns = 1;
    for (TaskSpec task : shard.getTasksList()) {
      turns = leastCommonMultiple(turns, task.getTurn());
    }
    for (TransferSpec send : shard.getSendsList()) {
      turns = leastCommonMultiple(turns, send.getTurn());
    }
    List<ShardPlan> plans = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      int request = turn;
      Shard.Builder part = shard.toBuilder().clearTasks().clearSends();
      shard.getTasksList().stream()
          .filter(task -> takes(task.getTurn(), request))
          .forEach(part::addTasks);
      shard.getSendsList().stream()
          .filter(send -> takes(send.getTurn(), request))
          .forEach(part::addSends);
      plans.add(of(part.build()));
    }
    return plans;
  }

  private static boolean takes(Turn turn, int request) {
    return turn.getEvery() <= 1 || request % turn.getEvery() == turn.getOffset();
  }

  private static int leastCommonMultiple(int turns, Turn turn) {
    int every = Math.max(1, turn.getEvery());
    int multiple = turns;
    while (multiple % every != 0 && multiple <= MOST_TURNS) {
      multiple += turns;
    }
    if (multiple > MOST_TURNS) {
      throw new IllegalArgumentException("A shard has more than " + MOST_TURNS + " turns.");
    }
    return multiple;
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
