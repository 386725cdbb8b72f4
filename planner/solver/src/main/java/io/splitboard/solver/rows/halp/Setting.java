package io.splitboard.solver.rows.halp;

/**
 * A host and two secondaries on one network. Each device sends one message at a time and receives
 * one at a time; both go on side by side.
 *
 * @param top the upper secondary
 * @param host the host
 * @param bottom the lower secondary
 * @param mbitPerSecond rate of every link
 * @param delayMs one way, for each message; a link is free again before it is over
 */
public record Setting(
    Machine top, Machine host, Machine bottom, double mbitPerSecond, double delayMs) {

  private static final double BITS_PER_BYTE = 8;
  private static final double BITS_PER_MS_AND_MBIT = 1000;

  /** Checks the numbers. */
  public Setting {
    if (!(mbitPerSecond > 0) || !(delayMs >= 0)) {
      throw new IllegalArgumentException("links need a rate above 0 and no negative delay");
    }
  }

  /** Three equal devices. */
  public static Setting equal(Machine each, double mbitPerSecond, double delayMs) {
    return new Setting(each, each, each, mbitPerSecond, delayMs);
  }

  /** The same devices over links of another rate. */
  public Setting at(double otherMbitPerSecond) {
    return new Setting(top, host, bottom, otherMbitPerSecond, delayMs);
  }

  /** The device in a role. */
  public Machine machine(Role role) {
    return switch (role) {
      case TOP -> top;
      case HOST -> host;
      case BOTTOM -> bottom;
    };
  }

  /** How long a message occupies sender and receiver, without the delay. */
  double sendingMs(long bytes) {
    return bytes * BITS_PER_BYTE / (mbitPerSecond * BITS_PER_MS_AND_MBIT);
  }
}
