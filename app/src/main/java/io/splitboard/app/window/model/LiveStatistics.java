package io.splitboard.app.window.model;

import io.splitboard.fleet.DeviceTelemetry;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers what a live run reports, from any thread, and gives snapshots for the pictures. */
public final class LiveStatistics {
  /** Latencies kept for the history; older ones are forgotten. */
  static final int HISTORY = 5000;

  private static final int RATE_WINDOW = 50;

  /**
   * Everything at one moment.
   *
   * @param completed requests whose results are back
   * @param latenciesMs latencies of the latest requests, oldest first
   * @param perSecond results per second over the latest requests; NaN before the second
   * @param devices latest report of each device, by id
   */
  public record Snapshot(
      long completed,
      double[] latenciesMs,
      double perSecond,
      Map<String, DeviceTelemetry> devices) {
    /** Before the first report. */
    public static final Snapshot EMPTY = new Snapshot(0, new double[0], Double.NaN, Map.of());

    /** A quantile of the kept latencies, 0 to 1; NaN where there are none. */
    public double latencyMs(double quantile) {
      if (latenciesMs.length == 0) {
        return Double.NaN;
      }
      double[] sorted = latenciesMs.clone();
      Arrays.sort(sorted);
      int rank = (int) Math.ceil(quantile * sorted.length) - 1;
      return sorted[Math.max(0, rank)];
    }
  }

  private final Map<String, DeviceTelemetry> devices = new LinkedHashMap<>();
  private final Deque<Double> latencies = new ArrayDeque<>();
  private final Deque<Long> arrivals = new ArrayDeque<>();
  private long completed;

  /** A device reported. */
  public synchronized void device(DeviceTelemetry telemetry) {
    devices.put(telemetry.device(), telemetry);
  }

  /**
   * A request was completed.
   *
   * @param nowNanos any steady clock
   */
  public synchronized void completed(double latencyMs, long nowNanos) {
    completed++;
    latencies.addLast(latencyMs);
    arrivals.addLast(nowNanos);
    if (latencies.size() > HISTORY) {
      latencies.removeFirst();
    }
    if (arrivals.size() > RATE_WINDOW) {
      arrivals.removeFirst();
    }
  }

  /** Forgets everything, for the next run. */
  public synchronized void clear() {
    devices.clear();
    latencies.clear();
    arrivals.clear();
    completed = 0;
  }

  /** What is known now. */
  public synchronized Snapshot snapshot() {
    return new Snapshot(
        completed,
        latencies.stream().mapToDouble(Double::doubleValue).toArray(),
        perSecond(),
        Map.copyOf(devices));
  }

  private double perSecond() {
    if (arrivals.size() < 2) {
      return Double.NaN;
    }
    double seconds = (arrivals.getLast() - arrivals.getFirst()) / 1e9;
    return seconds > 0 ? (arrivals.size() - 1) / seconds : Double.NaN;
  }
}
