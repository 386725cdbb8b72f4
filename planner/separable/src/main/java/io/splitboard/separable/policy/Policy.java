package io.splitboard.separable.policy;

/**
 * Which mixing points exchange. Bit l is 1 where the devices gather all channels (each computes its
 * part of the outputs from all inputs) and 0 where each reads only its own channels.
 *
 * @param points number of mixing points, 1 to 62
 * @param bits bit l for point l, in the order of the network
 */
public record Policy(int points, long bits) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if a bit is set that has no point
   */
  public Policy {
    if (points < 1 || points > 62 || bits < 0 || bits >>> points != 0) {
      throw new IllegalArgumentException("no policy of " + points + " points: " + bits);
    }
  }

  /** Exchange everywhere. */
  public static Policy full(int points) {
    return new Policy(points, (1L << points) - 1);
  }

  /** Exchange nowhere. */
  public static Policy none(int points) {
    return new Policy(points, 0);
  }

  /**
   * Reads what {@link #toString} writes: one digit a point, first point first.
   *
   * @throws IllegalArgumentException if there is any other character
   */
  public static Policy parse(String digits) {
    if (!digits.matches("[01]{1,62}")) {
      throw new IllegalArgumentException("a policy is 1 to 62 digits of 0 and 1, not " + digits);
    }
    Policy policy = none(digits.length());
    for (int point = 0; point < digits.length(); point++) {
      policy = policy.with(point, digits.charAt(point) == '1');
    }
    return policy;
  }

  /** Whether a point exchanges. */
  public boolean exchanges(int point) {
    return (bits >>> point & 1) == 1;
  }

  /** The same with one point set. */
  public Policy with(int point, boolean exchange) {
    long mask = 1L << point;
    return new Policy(points, exchange ? bits | mask : bits & ~mask);
  }

  /** Number of points that exchange. */
  public int exchanges() {
    return Long.bitCount(bits);
  }

  @Override
  public String toString() {
    StringBuilder digits = new StringBuilder(points);
    for (int point = 0; point < points; point++) {
      digits.append(exchanges(point) ? '1' : '0');
    }
    return digits.toString();
  }
}
