package io.splitboard.core.partition;

import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which device computes which part of which layer. Immutable; an edit makes a new one.
 *
 * @param placements by layer id, one for every layer of the network
 * @param replicas by a device that computes, further devices that take turns with it: each does all
 *     that it does, for every so many-th request. They have no layers of their own
 * @param codecs how tensors are packed on each link
 */
public record Partition(
    Map<String, Placement> placements, Map<String, List<String>> replicas, LinkCodecs codecs) {

  /** Copies the maps, keeping their order, and leaves out empty lists of replicas. */
  public Partition {
    placements = Collections.unmodifiableMap(new LinkedHashMap<>(placements));
    Map<String, List<String>> teams = new LinkedHashMap<>();
    replicas.forEach(
        (device, others) -> {
          if (!others.isEmpty()) {
            teams.put(device, List.copyOf(others));
          }
        });
    replicas = Collections.unmodifiableMap(teams);
  }

  /** No device takes turns, and everything travels as it is. */
  public Partition(Map<String, Placement> placements) {
    this(placements, Map.of(), LinkCodecs.NONE);
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
    return placed(changed);
  }

  /**
   * The same with other placements of all layers. A device that gets layers of its own takes turns
   * with no other any more, and one that has none left needs no others.
   */
  public Partition placed(Map<String, ? extends Placement> others) {
    Map<String, Placement> changed = new LinkedHashMap<>(others);
    if (replicas.isEmpty()) {
      return new Partition(changed, replicas, codecs);
    }
    Set<String> used = new HashSet<>();
    changed.values().forEach(placement -> used.addAll(placement.devices()));
    Map<String, List<String>> kept = new LinkedHashMap<>();
    replicas.forEach(
        (device, further) -> {
          if (used.contains(device)) {
            kept.put(device, further.stream().filter(other -> !used.contains(other)).toList());
          }
        });
    return new Partition(changed, kept, codecs);
  }

  /** The same with other devices that take turns. */
  public Partition withReplicas(Map<String, List<String>> others) {
    return new Partition(placements, others, codecs);
  }

  /** The same with these devices that take turns with one; none ends that. */
  public Partition withTurns(String device, List<String> others) {
    Map<String, List<String>> changed = new LinkedHashMap<>(replicas);
    changed.put(device, others);
    return withReplicas(changed);
  }

  /** The same with other codecs. */
  public Partition withCodecs(LinkCodecs others) {
    return new Partition(placements, replicas, others);
  }

  /** All devices that compute, those that take turns included, in the order of first use. */
  public Set<String> devices() {
    Set<String> devices = new LinkedHashSet<>();
    placements.values().forEach(placement -> devices.addAll(placement.devices()));
    replicas.values().forEach(devices::addAll);
    return devices;
  }

  /** All devices that do what one with layers does, in the order of their turns. */
  public List<String> team(String device) {
    List<String> team = new ArrayList<>(List.of(device));
    team.addAll(replicas.getOrDefault(device, List.of()));
    return team;
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
    return placed(changed);
  }

  /**
   * The same with some layers shared out evenly over devices, channels in whole heads or groups,
   * see {@link ChannelUnits}. Layers that cannot be split this way, or have too few parts, stay as
   * they are; where only heads are too few, some devices get none.
   */
  public Partition split(
      Network network, Collection<String> layers, SplitKind kind, List<String> devices) {
    Map<String, Placement> changed = new LinkedHashMap<>(placements);
    for (String id : layers) {
      Layer layer = network.layer(id);
      if (Splits.whyNot(network, layer, kind).isEmpty()
          && ChannelUnits.largest(network, layer, kind) >= devices.size()) {
        List<Placement.Share> shares =
            ChannelUnits.shares(
                network, layer, kind, devices, (i, units) -> (i + 1) * units / devices.size());
        changed.put(id, Placement.split(kind, shares));
      }
    }
    return placed(changed);
  }

  /**
   * The same with some layers shared out evenly over devices by channels in pairs, with one
   * reduction each, see {@link ChannelPairs}. Layers that belong to no pair stay as they are.
   */
  public Partition splitInPairs(Network network, Collection<String> layers, List<String> devices) {
    Map<SplitKind, List<String>> byKind = new EnumMap<>(SplitKind.class);
    ChannelPairs.kinds(network, layers.stream().map(network::layer).toList())
        .forEach((id, kind) -> byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(id));
    Partition changed = this;
    for (Map.Entry<SplitKind, List<String>> entry : byKind.entrySet()) {
      changed = changed.split(network, entry.getValue(), entry.getKey(), devices);
    }
    return changed;
  }
}
