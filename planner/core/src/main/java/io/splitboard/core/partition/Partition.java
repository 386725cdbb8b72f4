package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which device computes which part of which layer. Immutable; an edit makes a new one.
 *
 * @param placements by layer id, one for every layer of the network
 */
public record Partition(Map<String, Placement> placements) {

  /** Copies the map, keeping its order. */
  public Partition {
    placements = Collections.unmodifiableMap(new LinkedHashMap<>(placements));
  }

  /** All layers whole on one device. */
  public static Partition onOneDevice(Network network, String device) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      placements.put(layer.id(), new Placement.Whole(device));
    }
    return new Partition(placements);
  }

  /**
   * Where a layer is.
   *
   * @throws IllegalArgumentException if the layer has no placement
   */
  public Placement of(String layer) {
    Placement placement = placements.get(layer);
    if (placement == null) {
      throw new IllegalArgumentException("layer " + layer + " has no placement");
    }
    return placement;
  }

  /** The same with some layers whole on a device. */
  public Partition move(Collection<String> layers, String device) {
    Map<String, Placement> changed = new LinkedHashMap<>(placements);
    for (String layer : layers) {
      of(layer);
      changed.put(layer, new Placement.Whole(device));
    }
    return new Partition(changed);
  }

  /**
   * The same with other placements of some layers.
   *
   * @param others by layer id
   */
  public Partition with(Map<String, ? extends Placement> others) {
    Map<String, Placement> changed = new LinkedHashMap<>(placements);
    others.forEach(
        (layer, placement) -> {
          of(layer);
          changed.put(layer, placement);
        });
    return new Partition(changed);
  }

  /**
   * The same with some layers shared out evenly over devices. Layers that cannot be split this way,
   * or have too few parts, stay as they are.
   */
  public Partition split(
      Network network, Collection<String> layers, SplitKind kind, List<String> devices) {
    Map<String, Placement> changed = new LinkedHashMap<>(placements);
    for (String id : layers) {
      Layer layer = network.layer(id);
      long extent = Splits.extent(network, layer, kind);
      if (extent >= devices.size() && Splits.whyNot(network, layer, kind).isEmpty()) {
        List<Placement.Share> shares = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
          long from = i * extent / devices.size();
          long to = (i + 1) * extent / devices.size();
          shares.add(new Placement.Share(devices.get(i), from, to));
        }
        changed.put(id, Placement.split(kind, shares));
      }
    }
    return new Partition(changed);
  }
}
