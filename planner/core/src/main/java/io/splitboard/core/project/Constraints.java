package io.splitboard.core.project;

import java.util.Map;
import java.util.Set;

/**
 * What a solver must respect.
 *
 * @param pins device on which a layer must be, by layer id
 * @param exclusions devices on which a layer must not be, by layer id
 * @param memoryBytes memory that may be used on a device, by device id; the device's own where
 *     absent
 */
public record Constraints(
    Map<String, String> pins, Map<String, Set<String>> exclusions, Map<String, Long> memoryBytes) {

  /** No constraint but the devices' memory. */
  public static final Constraints NONE = new Constraints(Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  public Constraints {
    pins = Map.copyOf(pins);
    exclusions = Map.copyOf(exclusions);
    memoryBytes = Map.copyOf(memoryBytes);
  }
}
