package io.splitboard.app.study.prediction;

/**
 * One design, predicted from a profile that was measured before it existed, and run.
 *
 * @param network its reference in the zoo
 * @param design what it is like
 */
record Trial(
    String network,
    String design,
    double predictedLatencyMs,
    double measuredLatencyMs,
    double predictedPerSecond,
    double measuredPerSecond) {

  /** Signed error of the predicted latency over the measured one. */
  double latencyError() {
    return predictedLatencyMs / measuredLatencyMs - 1;
  }

  /** Signed error of the predicted throughput over the measured one. */
  double throughputError() {
    return predictedPerSecond / measuredPerSecond - 1;
  }
}
