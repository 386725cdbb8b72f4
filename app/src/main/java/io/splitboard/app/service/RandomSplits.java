package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.ChannelUnits;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Splits layers of a partition at random. Neighbours are mostly split alike, so that pieces meet
 * along halos; now and then the way, the ratio or the order of the devices changes, so that all
 * kinds of re-layout happen. Shares are unequal, some are empty, some overlap; as often as not
 * channels are shared out in whole heads and groups.
 */
final class RandomSplits {

  private static final double STAY_WHOLE = 0.1;
  private static final double CHANGE = 0.15;
  private static final double OVERLAP = 0.1;

  private final Network network;
  private final PlacementMix mix;
  private final SplittableRandom random;
  private final List<String> order;
  private double[] ratio;
  private SplitKind kind;
  private boolean inUnits;

  private RandomSplits(
      Network network, Cluster cluster, PlacementMix mix, SplittableRandom random) {
    this.network = network;
    this.mix = mix;
    this.random = random;
    this.order = new ArrayList<>(cluster.deviceIds());
    change();
  }

  /** The partition with some of its layers split; those that cannot be stay where they are. */
  static Partition of(
      Network network,
      Cluster cluster,
      PlacementMix mix,
      Partition wholes,
      SplittableRandom random) {
    if (mix.kinds().isEmpty()) {
      return wholes;
    }
    RandomSplits splits = new RandomSplits(network, cluster, mix, random);
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      placements.put(layer.id(), splits.placement(layer, wholes.of(layer.id())));
    }
    return new Partition(placements);
  }

  private void change() {
    kind = mix.kinds().get(random.nextInt(mix.kinds().size()));
    if (random.nextInt(3) == 0) {
      Collections.shuffle(order, new java.util.Random(random.nextLong()));
    }
    ratio = random.doubles(order.size() - 1L).sorted().toArray();
    inUnits = random.nextBoolean();
  }

  private Placement placement(Layer layer, Placement whole) {
    if (random.nextDouble() < CHANGE) {
      change();
    }
    if (random.nextDouble() < (mix == PlacementMix.MIXED ? 3 * STAY_WHOLE : STAY_WHOLE)
        || held(layer)) {
      return whole;
    }
    if (Splits.whyNot(network, layer, kind).isPresent()) {
      return other(layer, whole);
    }
    return split(layer, kind);
  }

  private Placement other(Layer layer, Placement whole) {
    List<SplitKind> possible =
        mix.kinds().stream()
            .distinct()
            .filter(each -> Splits.whyNot(network, layer, each).isEmpty())
            .toList();
    return possible.isEmpty() ? whole : split(layer, possible.get(0));
  }

  /** Whether a tensor that cannot travel ties the layer to one device. */
  private boolean held(Layer layer) {
    return !layer.inputs().stream().allMatch(name -> network.tensor(name).type().canTravel())
        || !layer.outputs().stream().allMatch(name -> network.tensor(name).type().canTravel());
  }

  private Placement split(Layer layer, SplitKind way) {
    long extent = Splits.extent(network, layer, way);
    if (inUnits && way.isChannels()) {
      return Placement.split(way, inUnits(layer, way));
    }
    boolean overlap = way != SplitKind.INPUT_CHANNELS && random.nextDouble() < OVERLAP;
    List<Placement.Share> shares = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < order.size(); i++) {
      long to = i == order.size() - 1 ? extent : Math.round(ratio[i] * extent);
      long more = overlap && from > 0 && to > from ? random.nextLong(Math.min(from, 3) + 1) : 0;
      shares.add(new Placement.Share(order.get(i), from - more, to));
      from = to;
    }
    return Placement.split(way, shares);
  }

  private List<Placement.Share> inUnits(Layer layer, SplitKind way) {
    return ChannelUnits.shares(
        network,
        layer,
        way,
        order,
        (i, units) -> i == order.size() - 1 ? units : Math.round(ratio[i] * units));
  }
}
