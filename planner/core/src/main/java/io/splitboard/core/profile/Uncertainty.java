package io.splitboard.core.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How far times may be off from what a profile says: relative standard deviations, 0.05 for 5 %.
 * Each device and each link is off as a whole and by itself; what is not named here is not known.
 *
 * <p>Values above 5 or below 0 are refused with an IllegalArgumentException.
 *
 * @param devices of the times of tasks, by device id
 * @param links of the times of transfers, by {@code a→b}
 */
public record Uncertainty(Map<String, Double> devices, Map<String, Double> links) {

  /** Times that are off by more than this factor's power of e are no times. */
  private static final double MOST = 5;

  /** Nothing is known of it. */
  public static final Uncertainty UNKNOWN = new Uncertainty(Map.of(), Map.of());

  /** Copies the maps. */
  public Uncertainty {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    Stream.concat(devices.entrySet().stream(), links.entrySet().stream())
        .forEach(Uncertainty::requireSensible);
  }

  private static void requireSensible(Map.Entry<String, Double> one) {
    if (one.getValue() == null || !(one.getValue() >= 0 && one.getValue() <= MOST)) {
      throw new IllegalArgumentException(
          "the uncertainty of %s is %s: it must lie between 0 and %s"
              .formatted(one.getKey(), one.getValue(), MOST));
    }
  }
}
