package io.splitboard.core.profile;

/**
 * How far the times of tasks on a device may be off: relative standard deviations, 0.05 for 5 %.
 *
 * @param whole of tasks that compute whole layers
 * @param split of tasks that compute pieces of layers or put pieces together; these are shorter, so
 *     that what they cost besides computing counts for more
 */
public record TaskDeviation(double whole, double split) {

  /** Times that are off by a factor of more than e to this power are no times. */
  private static final double MOST = 5;

  /** Refuses numbers below 0 and above 5 with an IllegalArgumentException. */
  public TaskDeviation {
    requireSensible(whole, "tasks of whole layers");
    requireSensible(split, "tasks of pieces");
  }

  static void requireSensible(Double deviation, String what) {
    if (deviation == null || !(deviation >= 0 && deviation <= MOST)) {
      throw new IllegalArgumentException(
          "the uncertainty of %s is %s: it must lie between 0 and %s"
              .formatted(what, deviation, MOST));
    }
  }

  /** The same with another deviation that has nothing to do with it added. */
  public TaskDeviation and(double other) {
    return new TaskDeviation(Math.hypot(whole, other), Math.hypot(split, other));
  }
}
