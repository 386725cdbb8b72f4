package io.splitboard.core.tensor;

/**
 * How far two values of the same output are apart.
 *
 * @param maxAbsDiff largest difference of two elements; infinite where one is not a number, or
 *     infinite, and the other is not the same
 * @param maxAbsOutput largest finite magnitude in the first
 * @param bitExact whether all bits are equal
 */
public record Difference(double maxAbsDiff, double maxAbsOutput, boolean bitExact) {

  /** No difference of nothing: where combining begins. */
  public static final Difference NONE = new Difference(0, 0, true);

  /** The worse of two, as for several outputs of one network. */
  public Difference and(Difference other) {
    return new Difference(
        Math.max(maxAbsDiff, other.maxAbsDiff),
        Math.max(maxAbsOutput, other.maxAbsOutput),
        bitExact && other.bitExact);
  }
}
