package io.splitboard.agent.run;

import io.splitboard.agent.run.ShardPlan.PlannedTask;
import io.splitboard.protocol.wire.WireTensor;
import java.util.Map;

/**
 * A task that may run.
 *
 * @param inputs values by the sub-model's input names
 */
public record ReadyTask(int request, PlannedTask task, Map<String, WireTensor> inputs) {

  /** Id of the task. */
  public String id() {
    return task.spec().getId();
  }
}
