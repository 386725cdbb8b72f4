package io.splitboard.solver.hybrid;

import io.splitboard.solver.simulated.Verdict;
import java.util.Random;

/**
 * How much worse a change may be that is kept all the same: some per cent at the beginning of each
 * cycle, nothing at its end.
 */
final class Annealing {

  private static final int CYCLES = 5;
  private static final double WARMEST = 0.01;

  private final Random random;
  private final double fromSeconds;
  private final double toSeconds;
  private int cycle;
  private double warmth;

  /**
   * Plans the cycles.
   *
   * @param fromSeconds when they begin
   * @param toSeconds when the last one ends
   */
  Annealing(long seed, double fromSeconds, double toSeconds) {
    this.random = new Random(seed);
    this.fromSeconds = fromSeconds;
    this.toSeconds = toSeconds;
  }

  /** Cools down; true when a new cycle has begun. */
  boolean beginsAnew(double seconds) {
    double passed = CYCLES * (seconds - fromSeconds) / Math.max(1e-3, toSeconds - fromSeconds);
    double left = Math.max(0, 1 - (passed - Math.floor(passed)));
    warmth = WARMEST * left * left;
    boolean anew = (int) passed > cycle;
    cycle = Math.max(cycle, (int) passed);
    return anew;
  }

  /** The largest value that is kept this time, after one of this verdict. */
  double most(Verdict verdict) {
    return verdict.value() * (1 - warmth * Math.log(1 - random.nextDouble()));
  }
}
