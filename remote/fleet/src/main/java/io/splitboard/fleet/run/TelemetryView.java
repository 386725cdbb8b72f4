package io.splitboard.fleet.run;

import io.splitboard.core.codec.CodecError;
import io.splitboard.fleet.DeviceTelemetry;
import io.splitboard.fleet.DeviceTelemetry.TransferRate;
import io.splitboard.protocol.TaskTiming;
import io.splitboard.protocol.TelemetryFrame;
import io.splitboard.protocol.TransferTiming;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns the frames of one agent into what people watch: means over the latest runs. */
final class TelemetryView {

  private static final int LATEST = 10;
  private static final double NANOS_PER_MS = 1e6;

  private final String device;
  private final ToDoubleFunction<TransferTiming> transferMs;
  private final Map<String, Deque<Double>> taskMs = new HashMap<>();
  private final Map<String, Deque<Moved>> moved = new HashMap<>();
  private final Map<String, CodecError> errors = new HashMap<>();
  private long lastFrameNanos;
  private long lastCostNanos;
  private double costShare;

  private record Moved(double ms, long bytes) {}

  /**
   * Makes one.
   *
   * @param transferMs how long a transfer took, on one clock
   */
  TelemetryView(String device, ToDoubleFunction<TransferTiming> transferMs) {
    this.device = device;
    this.transferMs = transferMs;
  }

  synchronized DeviceTelemetry add(TelemetryFrame frame) {
    for (TaskTiming timing : frame.getTasksList()) {
      double ms = (timing.getEndNanos() - timing.getStartNanos()) / NANOS_PER_MS;
      keep(taskMs, timing.getTask(), ms);
    }
    for (TransferTiming timing : frame.getTransfersList()) {
      errors.merge(timing.getTransfer(), error(timing), CodecError::and);
      double ms = transferMs.applyAsDouble(timing);
      if (!Double.isNaN(ms)) {
        keep(moved, timing.getTransfer(), new Moved(ms, timing.getBytes()));
      }
    }
    updateCost(frame);
    return view(frame);
  }

  /** The error that the sender's codec made. */
  static CodecError error(TransferTiming timing) {
    return CodecError.of(timing.getPackingError(), timing.getPackedLargest());
  }

  private static <T> void keep(Map<String, Deque<T>> latest, String id, T value) {
    Deque<T> values = latest.computeIfAbsent(id, any -> new ArrayDeque<>());
    values.addLast(value);
    if (values.size() > LATEST) {
      values.removeFirst();
    }
  }

  private void updateCost(TelemetryFrame frame) {
    long passed = frame.getAgentNanos() - lastFrameNanos;
    if (lastFrameNanos != 0 && passed > 0) {
      costShare = (double) (frame.getTelemetryNanos() - lastCostNanos) / passed;
    }
    lastFrameNanos = frame.getAgentNanos();
    lastCostNanos = frame.getTelemetryNanos();
  }

  private DeviceTelemetry view(TelemetryFrame frame) {
    return new DeviceTelemetry(
        device,
        frame.getCpuLoad() < 0 ? OptionalDouble.empty() : OptionalDouble.of(frame.getCpuLoad()),
        frame.getProcessBytes(),
        frame.getFreeMemoryBytes(),
        Double.isNaN(frame.getTemperatureCelsius())
            ? OptionalDouble.empty()
            : OptionalDouble.of(frame.getTemperatureCelsius()),
        frame.getThrottlingFlags() < 0
            ? OptionalInt.empty()
            : OptionalInt.of(frame.getThrottlingFlags()),
        taskMs.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> mean(entry.getValue()))),
        moved.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> rate(entry.getValue()))),
        errors,
        costShare);
  }

  private static double mean(Deque<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static TransferRate rate(Deque<Moved> runs) {
    double ms = runs.stream().mapToDouble(Moved::ms).sum();
    long bytes = runs.stream().mapToLong(Moved::bytes).sum();
    double mbit = ms > 0 ? 8.0 * bytes / (ms * 1000) : 0;
    return new TransferRate(ms / runs.size(), mbit);
  }
}
