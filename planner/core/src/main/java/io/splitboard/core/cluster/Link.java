package io.splitboard.core.cluster;

/**
 * One direction of a connection between two devices.
 *
 * @param from id of the sender
 * @param to id of the receiver
 * @param mbitPerSecond payload rate
 * @param delayMs one-way delay of a message, half of the round trip
 * @param origin where rate and delay came from
 */
public record Link(String from, String to, double mbitPerSecond, double delayMs, Origin origin) {

  /** Under which a link is named: {@code a→b}. */
  public static String id(String from, String to) {
    return from + "→" + to;
  }

  /** Its name, {@code a→b}. */
  public String id() {
    return id(from, to);
  }

  /** Time that a message occupies the sender: 8·bytes / rate, without the delay. */
  public double occupiedMs(long bytes) {
    return 8.0 * bytes / (mbitPerSecond * 1000.0);
  }

  /** Time from the start of sending to the arrival of the last byte on an idle link. */
  public double transferMs(long bytes) {
    return occupiedMs(bytes) + delayMs;
  }
}
