package io.splitboard.agent.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells when enough times were taken to know their mean well, although times that are near each
 * other resemble each other: by the method of batch means. The times are grouped by when they were
 * taken, and the spread of the groups' means gives the mean's standard error.
 */
final class SteadyMean {

  /** Long for the moments in which a computer's pace changes, where many share it. */
  private static final long BATCH_NANOS = 250_000_000;

  private static final int LEAST_BATCHES = 4;

  /** Standard error over mean. */
  private static final double WELL_KNOWN = 0.01;

  private final List<Double> batches = new ArrayList<>();
  private double sum;
  private int count;
  private long batchBegin = Long.MIN_VALUE;

  /**
   * Adds a time.
   *
   * @param time in any unit
   * @param nowNanos when it was taken; the first begins the first batch
   */
  void add(double time, long nowNanos) {
    if (batchBegin == Long.MIN_VALUE) {
      batchBegin = nowNanos;
    }
    sum += time;
    count++;
    if (nowNanos - batchBegin >= BATCH_NANOS) {
      batches.add(sum / count);
      sum = 0;
      count = 0;
      batchBegin = nowNanos;
    }
  }

  /** Whether the mean's standard error is at most 1 % of it. */
  boolean isSteady() {
    int n = batches.size();
    if (n < LEAST_BATCHES) {
      return false;
    }
    double mean = batches.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = batches.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
    return Math.sqrt(squares / (n - 1) / n) <= WELL_KNOWN * mean;
  }
}
