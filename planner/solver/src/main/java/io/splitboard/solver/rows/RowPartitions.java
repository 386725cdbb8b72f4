package io.splitboard.solver.rows;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Partitions by rows: spatial layers in segments, the rest on the host. A layer is spatial if it
 * can be split by rows and comes before the last convolution's reach ends, that is, only spatial
 * layers lie before it.
 */
public final class RowPartitions {

  private final Network network;
  private final Map<String, String> pins;
  private final boolean[] spatial;
  private final BlockShares blockShares;

  /**
   * Looks for the layers that can be split.
   *
   * @param pins device on which a layer must be whole, by layer id
   */
  public RowPartitions(Network network, Map<String, String> pins) {
    this.network = network;
    this.pins = Map.copyOf(pins);
    this.spatial = new boolean[network.layers().size()];
    for (Layer layer : network.layers()) {
      boolean fed =
          layer.inputs().stream()
              .allMatch(
                  tensor ->
                      network.producer(tensor).map(made -> spatial[made.index()]).orElse(true));
      spatial[layer.index()] = fed && isSpatial(layer);
    }
    this.blockShares = new BlockShares(network, this::isSplit);
  }

  private boolean isSpatial(Layer layer) {
    return network.tensor(layer.outputs().get(0)).shape().rank() == 4
        && Splits.whyNot(network, layer, SplitKind.ROWS).isEmpty();
  }

  /** Whether a layer is split by rows in these partitions. */
  public boolean isSplit(Layer layer) {
    return spatial[layer.index()] && !pins.containsKey(layer.id());
  }

  /** Whether there is anything to split: a layer that computes. */
  public boolean any() {
    return network.layers().stream().anyMatch(layer -> isSplit(layer) && layer.cost().macs() > 0);
  }

  /**
   * The partition.
   *
   * @param leastHostRows of each segment of the host between two secondaries
   */
  public Partition of(Segments segments, long leastHostRows) {
    return of(height -> segments.shares(height, leastHostRows), segments.host());
  }

  /**
   * The partition.
   *
   * @param shares who has which rows of a layer with so many
   * @param host runs what is not split
   */
  public Partition of(LongFunction<List<Placement.Share>> shares, String host) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      if (isSplit(layer)) {
        long height = Splits.extent(network, layer, SplitKind.ROWS);
        placements.put(layer.id(), new Placement.Rows(shares.apply(height)));
      } else {
        placements.put(layer.id(), new Placement.Whole(pins.getOrDefault(layer.id(), host)));
      }
    }
    return new Partition(placements);
  }

  /**
   * The partition of blocks of layers.
   *
   * @param leastHostRows of each segment of the host between two secondaries
   */
  public Partition of(RowPlan plan, long leastHostRows) {
    List<List<Placement.Share>> shares = blockShares.of(plan, leastHostRows);
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : network.layers()) {
      List<Placement.Share> own = shares.get(layer.index());
      placements.put(
          layer.id(),
          own == null
              ? new Placement.Whole(pins.getOrDefault(layer.id(), plan.host()))
              : new Placement.Rows(own));
    }
    return new Partition(placements);
  }

  /**
   * Indices of the split layers that need other rows of their input than they make of their output,
   * in order: before these, devices must exchange unless they have computed the rows themselves.
   */
  public List<Integer> exchanges() {
    List<Integer> exchanges = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (isSplit(layer)
          && layer.inputs().stream().anyMatch(input -> reachesBeyond(layer, input))) {
        exchanges.add(layer.index());
      }
    }
    return exchanges;
  }

  private boolean reachesBeyond(Layer layer, String input) {
    long height = Splits.extent(network, layer, SplitKind.ROWS);
    Range middle = new Range(height / 2, height / 2 + 1);
    return !blockShares.reads(layer, input, middle).equals(middle);
  }
}
