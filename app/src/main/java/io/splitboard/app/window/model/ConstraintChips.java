package io.splitboard.app.window.model;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says a design's constraints in a few words: layers with the same constraint are told together.
 */
public final class ConstraintChips {
  private ConstraintChips() {}

  /**
   * One constraint.
   *
   * @param text what it says
   * @param layers the layers that it binds; none for limits of memory
   */
  public record Chip(String text, List<String> layers) {}

  /** All constraints of a design, in the order of the network. */
  public static List<Chip> of(Design design, Network network) {
    Constraints constraints = design.constraints();
    Map<String, List<String>> pinned = new LinkedHashMap<>();
    Map<String, List<String>> excluded = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      String pin = constraints.pins().get(layer.id());
      if (pin != null) {
        pinned.computeIfAbsent(pin, key -> new ArrayList<>()).add(layer.id());
      }
      for (String device : constraints.exclusions().getOrDefault(layer.id(), Set.of())) {
        excluded.computeIfAbsent(device, key -> new ArrayList<>()).add(layer.id());
      }
    }
    List<Chip> chips = new ArrayList<>();
    pinned.forEach(
        (device, layers) -> chips.add(new Chip(names(layers) + " pinned to " + device, layers)));
    excluded.forEach(
        (device, layers) -> chips.add(new Chip(names(layers) + " not on " + device, layers)));
    constraints
        .memoryBytes()
        .forEach(
            (device, bytes) ->
                chips.add(new Chip(device + " memory ≤ " + Units.bytes(bytes), List.of())));
    constraints
        .shareLimits()
        .forEach(
            (device, share) ->
                chips.add(new Chip(device + " work ≤ " + Units.percent(share), List.of())));
    constraints
        .linkBudgets()
        .forEach(
            (link, bytes) -> chips.add(new Chip(link + " ≤ " + Units.bytes(bytes), List.of())));
    if (constraints.maxDevices() > 0) {
      chips.add(new Chip("at most " + constraints.maxDevices() + " devices", List.of()));
    }
    return chips;
  }

  private static String names(List<String> layers) {
    return layers.size() <= 2
        ? String.join(", ", layers)
        : layers.get(0) + " … " + layers.get(layers.size() - 1) + " (" + layers.size() + ")";
  }
}
