package io.splitboard.core.tensor;

/** Compares values of tensors. */
public final class TensorDifference {

  private TensorDifference() {}

  /**
   * Compares two values of one tensor. Elements with the same bits are equal, also where they are
   * not a number; two that are both not a number count as no difference, though not as bit-exact.
   * Values of another type or shape differ infinitely.
   *
   * @param expected what the whole network gives
   * @param actual what is to be checked
   */
  public static Difference between(TensorData expected, TensorData actual) {
    Elements left = new Elements(expected);
    double largest = 0;
    for (int i = 0; i < left.count(); i++) {
      double magnitude = Math.abs(left.get(i));
      if (magnitude > largest && magnitude < Double.POSITIVE_INFINITY) {
        largest = magnitude;
      }
    }
    if (expected.type() != actual.type() || !expected.shape().equals(actual.shape())) {
      return new Difference(Double.POSITIVE_INFINITY, largest, false);
    }
    if (expected.bytes().equals(actual.bytes())) {
      return new Difference(0, largest, true);
    }
    Elements right = new Elements(actual);
    double worst = 0;
    for (int i = 0; i < left.count(); i++) {
      worst = Math.max(worst, distance(left.get(i), right.get(i)));
    }
    return new Difference(worst, largest, false);
  }

  private static double distance(double left, double right) {
    if (left == right || (Double.isNaN(left) && Double.isNaN(right))) {
      return 0;
    }
    double distance = Math.abs(left - right);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }
}
