package io.splitboard.core.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a solver must respect.
 *
 * @param pins device on which a layer must be, by layer id
 * @param exclusions devices on which a layer must not be, by layer id
 * @param memoryBytes memory that may be used on a device, by device id; the device's own where
 *     absent
 * @param shareLimits largest share of the network's multiply-accumulates that a device may do, 0 to
 *     1, by device id; all of them where absent
 * @param linkBudgets bytes that a link may carry for one request, by {@code a→b}; any number where
 *     absent
 * @param maxDevices how many devices may compute; 0 for any number
 */
public record Constraints(
    Map<String, String> pins,
    Map<String, Set<String>> exclusions,
    Map<String, Long> memoryBytes,
    Map<String, Double> shareLimits,
    Map<String, Long> linkBudgets,
    int maxDevices) {

  /** No constraint but the devices' memory. */
  public static final Constraints NONE = new Constraints(Map.of(), Map.of(), Map.of());

  /** Copies the maps and checks the numbers. */
  public Constraints {
    pins = Map.copyOf(pins);
    exclusions = Map.copyOf(exclusions);
    memoryBytes = Map.copyOf(memoryBytes);
    shareLimits = Map.copyOf(shareLimits);
    linkBudgets = Map.copyOf(linkBudgets);
    if (shareLimits.values().stream().anyMatch(share -> !(share >= 0 && share <= 1))
        || linkBudgets.values().stream().anyMatch(bytes -> bytes < 0)
        || maxDevices < 0) {
      throw new IllegalArgumentException(
          "share limits are from 0 to 1, link budgets and the number of devices 0 or more");
    }
  }

  /** Without limits of shares, links and the number of devices. */
  public Constraints(
      Map<String, String> pins,
      Map<String, Set<String>> exclusions,
      Map<String, Long> memoryBytes) {
    this(pins, exclusions, memoryBytes, Map.of(), Map.of(), 0);
  }

  /** As saved; runs from before there were limits lack them. */
  @JsonCreator
  static Constraints read(
      @JsonProperty("pins") Map<String, String> pins,
      @JsonProperty("exclusions") Map<String, Set<String>> exclusions,
      @JsonProperty("memoryBytes") Map<String, Long> memoryBytes,
      @JsonProperty("shareLimits") Map<String, Double> shareLimits,
      @JsonProperty("linkBudgets") Map<String, Long> linkBudgets,
      @JsonProperty("maxDevices") Integer maxDevices) {
    return new Constraints(
        pins,
        exclusions,
        memoryBytes,
        shareLimits == null ? Map.of() : shareLimits,
        linkBudgets == null ? Map.of() : linkBudgets,
        maxDevices == null ? 0 : maxDevices);
  }

  /** The same with other pins and exclusions. */
  public Constraints with(Map<String, String> otherPins, Map<String, Set<String>> otherExclusions) {
    return new Constraints(
        otherPins, otherExclusions, memoryBytes, shareLimits, linkBudgets, maxDevices);
  }

  /** The same with layers bound to a device, also where that was forbidden. */
  public Constraints pinned(Collection<String> layers, String device) {
    Map<String, String> morePins = new HashMap<>(pins);
    Map<String, Set<String>> left = new HashMap<>(exclusions);
    for (String layer : layers) {
      morePins.put(layer, device);
      Set<String> others = new HashSet<>(left.getOrDefault(layer, Set.of()));
      others.remove(device);
      left.put(layer, others);
    }
    left.values().removeIf(Set::isEmpty);
    return with(morePins, left);
  }

  /** The same with a device forbidden to layers; pins to it are taken back. */
  public Constraints excluding(Collection<String> layers, String device) {
    Map<String, String> left = new HashMap<>(pins);
    Map<String, Set<String>> more = new HashMap<>(exclusions);
    for (String layer : layers) {
      left.remove(layer, device);
      Set<String> devices = new HashSet<>(more.getOrDefault(layer, Set.of()));
      devices.add(device);
      more.put(layer, devices);
    }
    return with(left, more);
  }

  /** The same without pins and exclusions of layers. */
  public Constraints freeing(Collection<String> layers) {
    Map<String, String> left = new HashMap<>(pins);
    Map<String, Set<String>> others = new HashMap<>(exclusions);
    left.keySet().removeAll(Set.copyOf(layers));
    others.keySet().removeAll(Set.copyOf(layers));
    return with(left, others);
  }

  /** The same without limits of shares, links and the number of devices. */
  public Constraints withoutLimits() {
    return new Constraints(pins, exclusions, memoryBytes);
  }

  /** The same without limits of links. */
  public Constraints withoutLinkBudgets() {
    return new Constraints(pins, exclusions, memoryBytes, shareLimits, Map.of(), maxDevices);
  }

  /** Whether shares, links or the number of devices are limited. */
  public boolean hasLimits() {
    return !shareLimits.isEmpty() || !linkBudgets.isEmpty() || maxDevices > 0;
  }
}
