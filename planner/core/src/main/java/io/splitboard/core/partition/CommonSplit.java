package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How some layers are shared out alike: the same way, over the same devices in the same order. The
 * layer with the most parts stands for all of them; when a boundary of it moves, those of the
 * others move in proportion, channels in whole heads or groups.
 *
 * @param kind rows, columns or channels
 * @param layer id of the layer that stands for all
 * @param splits by layer id
 * @param extents how many parts each layer has, by layer id
 * @param units in how many equal steps boundaries move, by layer id, see {@link ChannelUnits}
 */
public record CommonSplit(
    SplitKind kind,
    String layer,
    Map<String, ShareBoundaries> splits,
    Map<String, Long> extents,
    Map<String, Long> units) {

  /** Copies the maps, keeping their order. */
  public CommonSplit {
    splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    extents = Map.copyOf(extents);
    units = Map.copyOf(units);
  }

  /**
   * What some layers have in common. Whole layers among them are passed over.
   *
   * @return empty if none is split, or they are not split alike
   */
  public static Optional<CommonSplit> of(
      Network network, Partition partition, Collection<String> layers) {
    Map<String, ShareBoundaries> splits = new LinkedHashMap<>();
    Map<String, Long> extents = new LinkedHashMap<>();
    Map<String, Long> units = new LinkedHashMap<>();
    SplitKind kind = null;
    String largest = null;
    for (String id : layers) {
      if (!(partition.placements().get(id) instanceof Placement.Split split)) {
        continue;
      }
      ShareBoundaries shares = new ShareBoundaries(split.shares());
      boolean alike =
          largest == null
              || kind == split.kind() && devices(shares).equals(devices(splits.get(largest)));
      if (!alike || shares.count() == 0) {
        return Optional.empty();
      }
      kind = split.kind();
      splits.put(id, shares);
      extents.put(id, Splits.extent(network, network.layer(id), kind));
      units.put(id, units(network, network.layer(id), kind, shares.count() + 1));
      largest = largest == null || extents.get(id) > extents.get(largest) ? id : largest;
    }
    return largest == null
        ? Optional.empty()
        : Optional.of(new CommonSplit(kind, largest, splits, extents, units));
  }

  private static long units(Network network, Layer layer, SplitKind kind, int parts) {
    return ChannelUnits.number(network, layer, kind, parts)
        * ChannelUnits.stretches(network, layer, kind);
  }

  private static List<String> devices(ShareBoundaries shares) {
    return shares.shares().stream().map(Placement.Share::device).toList();
  }

  /** Shares of the layer that stands for all. */
  public ShareBoundaries shown() {
    return splits.get(layer);
  }

  /** How many parts the layer that stands for all has. */
  public long extent() {
    return extents.get(layer);
  }

  /**
   * The same with a boundary elsewhere. Each layer keeps how far its own boundary is from the exact
   * proportion, so that moving there and back changes nothing.
   *
   * @param position of the layer that stands for all
   */
  public CommonSplit move(int boundary, long position) {
    ShareBoundaries reference = shown();
    long target = Math.max(reference.least(boundary), Math.min(reference.most(boundary), position));
    if (target == reference.position(boundary)) {
      return this;
    }
    Map<String, ShareBoundaries> moved = new LinkedHashMap<>();
    splits.forEach(
        (id, own) -> moved.put(id, own.move(boundary, target(id, own, boundary, target))));
    return new CommonSplit(kind, layer, moved, extents, units);
  }

  /** Where a layer's own boundary goes; a share that becomes empty does so in every layer. */
  private long target(String id, ShareBoundaries own, int boundary, long target) {
    if (target == shown().least(boundary)) {
      return own.least(boundary);
    }
    if (target == shown().most(boundary)) {
      return own.most(boundary);
    }
    long offset = own.position(boundary) - proportion(id, shown().position(boundary));
    return proportion(id, target) + offset;
  }

  private long proportion(String id, long position) {
    long number = units.get(id);
    return Math.round((double) position * number / extent()) * (extents.get(id) / number);
  }

  /** Placements of all the layers. */
  public Map<String, Placement> placements() {
    return splits.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> Placement.split(kind, entry.getValue().shares())));
  }
}
