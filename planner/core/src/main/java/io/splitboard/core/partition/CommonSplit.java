package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How some layers are shared out alike: the same way, over the same devices in the same order. The
 * layer with the most parts stands for all of them; when a boundary of it moves, those of the
 * others move in proportion, channels in whole heads or groups.
 *
 * @param kind rows, columns or channels
 * @param layer id of the layer that stands for all
 * @param splits by layer id
 * @param extents what there is to share out, by layer id
 */
public record CommonSplit(
    SplitKind kind,
    String layer,
    Map<String, ShareBoundaries> splits,
    Map<String, Extent> extents) {

  /**
   * What there is to share out of a layer. Where queries, keys and values are projected as one,
   * that is a third of its channels, and the same shares are repeated in the others.
   *
   * @param parts rows, columns or channels
   * @param units in how many equal steps boundaries move, see {@link ChannelUnits}
   * @param stretches how often all that is repeated
   */
  public record Extent(long parts, long units, long stretches) {

    /** Parts that are shared out one by one. */
    public static Extent of(long parts) {
      return new Extent(parts, parts, 1);
    }
  }

  /** Copies the maps, keeping their order. */
  public CommonSplit {
    splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    extents = Map.copyOf(extents);
  }

  /**
   * What some layers have in common. Whole layers among them are passed over.
   *
   * @return empty if none is split, or they are not split alike
   */
  public static Optional<CommonSplit> of(
      Network network, Partition partition, Collection<String> layers) {
    Map<String, ShareBoundaries> splits = new LinkedHashMap<>();
    Map<String, Extent> extents = new LinkedHashMap<>();
    SplitKind kind = null;
    String largest = null;
    for (String id : layers) {
      if (!(partition.placements().get(id) instanceof Placement.Split split)) {
        continue;
      }
      Extent extent = extent(network, network.layer(id), split);
      ShareBoundaries shares = first(split, extent.stretches());
      boolean alike =
          largest == null
              || kind == split.kind() && devices(shares).equals(devices(splits.get(largest)));
      if (!alike || shares.count() == 0) {
        return Optional.empty();
      }
      kind = split.kind();
      splits.put(id, shares);
      extents.put(id, extent);
      largest = largest == null || extent.parts() > extents.get(largest).parts() ? id : largest;
    }
    return largest == null
        ? Optional.empty()
        : Optional.of(new CommonSplit(kind, largest, splits, extents));
  }

  private static Extent extent(Network network, Layer layer, Placement.Split split) {
    long all = Splits.extent(network, layer, split.kind());
    long stretches = ChannelUnits.stretches(network, layer, split.kind());
    long repeated = repeats(split, all, stretches) ? stretches : 1;
    int parts = (int) (split.shares().size() / repeated);
    long units = ChannelUnits.number(network, layer, split.kind(), parts) * stretches / repeated;
    return new Extent(all / repeated, units, repeated);
  }

  /** Whether the shares of the first stretch are repeated in the others. */
  private static boolean repeats(Placement.Split split, long all, long stretches) {
    List<Placement.Share> shares = new ShareBoundaries(split.shares()).shares();
    int each = (int) (shares.size() / stretches);
    boolean same = stretches > 1 && shares.size() % stretches == 0;
    for (int i = each; i < shares.size() && same; i++) {
      same = shares.get(i).equals(moved(shares.get(i - each), all / stretches));
    }
    return same;
  }

  private static ShareBoundaries first(Placement.Split split, long stretches) {
    List<Placement.Share> shares = new ShareBoundaries(split.shares()).shares();
    return new ShareBoundaries(shares.subList(0, (int) (shares.size() / stretches)));
  }

  private static Placement.Share moved(Placement.Share share, long by) {
    return new Placement.Share(share.device(), share.from() + by, share.to() + by);
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
    return extents.get(layer).parts();
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
    return new CommonSplit(kind, layer, moved, extents);
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
    Extent own = extents.get(id);
    return Math.round((double) position * own.units() / extent()) * (own.parts() / own.units());
  }

  /** Placements of all the layers. */
  public Map<String, Placement> placements() {
    Map<String, Placement> placements = new LinkedHashMap<>();
    splits.forEach(
        (id, own) -> {
          Extent extent = extents.get(id);
          List<Placement.Share> shares = new ArrayList<>();
          for (long stretch = 0; stretch < extent.stretches(); stretch++) {
            long by = stretch * extent.parts();
            own.shares().forEach(share -> shares.add(moved(share, by)));
          }
          placements.put(id, Placement.split(kind, shares));
        });
    return placements;
  }
}
