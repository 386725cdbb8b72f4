package io.splitboard.separable.policy;

import java.util.Collections;
import java.util.List;

/**
 * What the closed form of latency asks about devices and links.
 *
 * @param gmacPerSecond rate of each device, in GMAC/s; the first is the host
 * @param mbitPerSecond rate of each device's link, one direction
 * @param delayMs one-way delay of a message
 */
public record Resources(List<Double> gmacPerSecond, double mbitPerSecond, double delayMs) {

  /** Copies the list. */
  public Resources {
    gmacPerSecond = List.copyOf(gmacPerSecond);
  }

  /** As many equal devices as there are groups. */
  public static Resources equal(
      int groups, double gmacPerSecond, double mbitPerSecond, double delayMs) {
    return new Resources(Collections.nCopies(groups, gmacPerSecond), mbitPerSecond, delayMs);
  }
}
