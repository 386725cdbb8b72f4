package io.splitboard.core.simulation;

/**
 * What a program is asked to do. All requests are present at time 0 and start in order.
 *
 * @param requests how many, at least 1
 * @param maxInFlight how many may have started and not completed at one time, at least 1
 */
public record Load(int requests, int maxInFlight) {

  /** One request alone. */
  public static final Load SINGLE = new Load(1, 1);

  /** Checks the numbers. */
  public Load {
    if (requests < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException(
          "a load needs at least one request and one in flight: " + requests + ", " + maxInFlight);
    }
  }
}
