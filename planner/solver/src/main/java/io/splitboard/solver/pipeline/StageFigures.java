package io.splitboard.solver.pipeline;

/**
 * What one stage does for one result, on average over many.
 *
 * @param stage which layers, where
 * @param macs multiply-accumulates of its layers
 * @param receivedBytes tensors that it receives
 * @param sentBytes tensors that it sends
 * @param wireBytes what of these is on the wire
 * @param receiveMs time for which receiving keeps the link in use
 * @param unpackMs time of unpacking
 * @param computeMs time of the layers and of starting their task
 * @param packMs time of packing
 * @param sendMs time for which sending keeps the link in use, a codec's packing included
 * @param periodMs how long it is at work at least between results
 * @param joule energy: load power while it computes, packs and unpacks, idle power for the rest of
 *     the time between results, and an energy for each bit that it sends
 */
public record StageFigures(
    Stage stage,
    long macs,
    long receivedBytes,
    long sentBytes,
    long wireBytes,
    double receiveMs,
    double unpackMs,
    double computeMs,
    double packMs,
    double sendMs,
    double periodMs,
    double joule) {

  /** Time that its processor works for one result, ms. */
  public double busyMs() {
    return unpackMs + computeMs + packMs;
  }
}
