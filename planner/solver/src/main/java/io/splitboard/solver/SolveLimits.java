package io.splitboard.solver;

/**
 * How long and how exactly to look.
 *
 * @param timeLimitSeconds the best partition found by then is taken
 * @param threads how many searches run side by side
 * @param gap relative distance between value and bound that counts as optimal; 0 for a full proof
 */
public record SolveLimits(double timeLimitSeconds, int threads, double gap) {

  /** A minute on all processors, to within 0.1 %. */
  public static final SolveLimits DEFAULT =
      new SolveLimits(60, Runtime.getRuntime().availableProcessors(), 1e-3);

  /** Checks the numbers. */
  public SolveLimits {
    if (!(timeLimitSeconds > 0) || threads < 1 || !(gap >= 0)) {
      throw new IllegalArgumentException(
          "limits need a time above 0 s, at least one thread and a gap of 0 or more");
    }
  }
}
