package io.splitboard.agent.run;

import io.splitboard.protocol.wire.WireTensor;
import java.util.Map;

/**
 * One run of a task, see {@link DeviceSpeed#run}.
 *
 * @param outputs values by the sub-model's output names
 */
public record TimedRun(Map<String, WireTensor> outputs, long startNanos, long endNanos) {

  /** How long it lasted, ms. */
  public double wallMs() {
    return (endNanos - startNanos) / 1e6;
  }
}
