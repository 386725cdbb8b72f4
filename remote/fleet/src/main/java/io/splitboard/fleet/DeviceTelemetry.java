package io.splitboard.fleet;

import io.splitboard.core.codec.CodecError;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a device reported lately, while requests ran.
 *
 * @param device id
 * @param cpuLoad share of all its processors, 0 to 1
 * @param processBytes resident memory of its agent
 * @param freeMemoryBytes memory that the device has left
 * @param temperatureCelsius of the processor
 * @param throttlingFlags as {@code vcgencmd get_throttled} gives them
 * @param taskMs mean time of the latest runs of each task, ms, by task id
 * @param transfers the latest runs of each transfer that this device received, by transfer id
 * @param codecErrors largest error that the sender's codec made so far in each transfer that this
 *     device received, by transfer id
 * @param telemetryShare CPU time that telemetry took on the device, as a share of one processor
 */
public record DeviceTelemetry(
    String device,
    OptionalDouble cpuLoad,
    long processBytes,
    long freeMemoryBytes,
    OptionalDouble temperatureCelsius,
    OptionalInt throttlingFlags,
    Map<String, Double> taskMs,
    Map<String, TransferRate> transfers,
    Map<String, CodecError> codecErrors,
    double telemetryShare) {

  /** Copies the maps. */
  public DeviceTelemetry {
    taskMs = Map.copyOf(taskMs);
    transfers = Map.copyOf(transfers);
    codecErrors = Map.copyOf(codecErrors);
  }

  /**
   * Latest runs of one transfer.
   *
   * @param meanMs from the first byte leaving to the last arriving
   * @param mbitPerSecond bytes over time, both as measured
   */
  public record TransferRate(double meanMs, double mbitPerSecond) {}
}
