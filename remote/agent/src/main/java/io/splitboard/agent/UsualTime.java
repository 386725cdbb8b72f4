package io.splitboard.agent;

import java.util.Arrays;

/**
 * What something usually takes, by the times that it took: the mean without the slowest tenth. A
 * mean, since parts then add up to their whole however long each is, also where the host of this
 * computer slows it in turns; without the slowest, since an interruption is no part of it.
 */
public final class UsualTime {

  private static final int ONE_IN = 10;

  private UsualTime() {}

  /**
   * The usual one of some times, in their unit.
   *
   * @param times one or more, in any order
   */
  public static double of(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int counted = sorted.length - sorted.length / ONE_IN;
    return Arrays.stream(sorted, 0, counted).average().orElseThrow();
  }
}
