package io.splitboard.fleet;

import io.splitboard.core.tensor.TensorData;
import java.util.Map;

/** Learns what happens while requests run. Called on several threads; must be quick. */
public interface RunListener {

  /** Nobody listens. */
  RunListener NONE = new RunListener() {};

  /** A device reported, at least five times per second. */
  default void telemetry(DeviceTelemetry telemetry) {}

  /**
   * A request is complete. Called in the order of the requests' numbers.
   *
   * @param request number, from 0
   * @param latencyMs from its input being present at the source to its outputs being there, by the
   *     source's clock
   * @param outputs by tensor name
   */
  default void completed(int request, double latencyMs, Map<String, TensorData> outputs) {}
}
