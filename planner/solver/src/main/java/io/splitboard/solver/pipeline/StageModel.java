package io.splitboard.solver.pipeline;

/**
 * How long a node is at work for one result.
 *
 * @param sharedThread whether computing, packing and sending take turns on one thread, and
 *     receiving and unpacking on another, as in DEFER's published code; else receiving, computing
 *     and sending go on at the same time, as in our agents
 * @param packMsPerMegabyte time of serialising and compressing a million bytes
 * @param unpackMsPerMegabyte time of the reverse
 */
public record StageModel(
    boolean sharedThread, double packMsPerMegabyte, double unpackMsPerMegabyte) {

  /** Our agents: {@code period = max(receive, compute, send)}. */
  public static final StageModel SEPARATE_LANES = new StageModel(false, 0, 0);

  /** Checks the numbers. */
  public StageModel {
    if (!(packMsPerMegabyte >= 0) || !(unpackMsPerMegabyte >= 0)) {
      throw new IllegalArgumentException("packing takes a time of 0 or more");
    }
    if (!sharedThread && packMsPerMegabyte + unpackMsPerMegabyte > 0) {
      throw new IllegalArgumentException("separate lanes have no time of packing");
    }
  }

  /**
   * DEFER's published threads: {@code period = max(receive + deserialise, compute + serialise +
   * send)}.
   */
  public static StageModel published(double packMsPerMegabyte, double unpackMsPerMegabyte) {
    return new StageModel(true, packMsPerMegabyte, unpackMsPerMegabyte);
  }

  /** Time of packing so many bytes, ms. */
  public double packMs(long bytes) {
    return packMsPerMegabyte * bytes / 1e6;
  }

  /** Time of unpacking so many bytes, ms. */
  public double unpackMs(long bytes) {
    return unpackMsPerMegabyte * bytes / 1e6;
  }

  /**
   * Time that computing and sending take of each period, ms.
   *
   * @param sendMs time for which the link is occupied; 0 if nothing is sent
   * @param bytes what is sent; 0 for nothing
   */
  double workMs(double computeMs, double sendMs, long bytes) {
    return sharedThread ? computeMs + packMs(bytes) + sendMs : Math.max(computeMs, sendMs);
  }

  /** Time that receiving takes of each period, ms. */
  double intakeMs(double receiveMs, long bytes) {
    return receiveMs + unpackMs(bytes);
  }
}
