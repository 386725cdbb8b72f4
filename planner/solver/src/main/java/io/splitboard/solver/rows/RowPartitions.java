package io.splitboard.solver.rows;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
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
}
