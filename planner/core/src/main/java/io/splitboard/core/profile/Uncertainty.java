package io.splitboard.core.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far times may be off from what a profile says. Each device and each link is off as a whole
 * and by itself; what is not named here is not known.
 *
 * @param devices by device id
 * @param links relative standard deviation of the times of transfers, by {@code a→b}
 */
public record Uncertainty(Map<String, TaskDeviation> devices, Map<String, Double> links) {

  /** Nothing is known of it. */
  public static final Uncertainty UNKNOWN = new Uncertainty(Map.of(), Map.of());

  /** Copies the maps; refuses links below 0 and above 5 with an IllegalArgumentException. */
  public Uncertainty {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    links.forEach((link, deviation) -> TaskDeviation.requireSensible(deviation, link));
  }
}
