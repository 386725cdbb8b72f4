package io.splitboard.solver.channels;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.ChannelPairs;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.solver.sharing.Sharing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Placements by channels that leave a network's results as they are. */
public final class ChannelPartitions {

  private ChannelPartitions() {}

  /** Each layer by its output channels; those that cannot be are whole on the main device. */
  public static Map<String, Placement> outputs(
      Network network, List<Layer> layers, Sharing sharing) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    for (Layer layer : layers) {
      placements.put(layer.id(), sharing.place(network, layer, SplitKind.CHANNELS));
    }
    return placements;
  }

  /**
   * By output channels, then by input channels, and so on: one reduction per pair, as in tensor
   * parallelism, see {@link ChannelPairs}. Layers that belong to no pair are absent.
   */
  public static Map<String, Placement> pairs(Network network, List<Layer> layers, Sharing sharing) {
    Map<String, Placement> placements = new LinkedHashMap<>();
    ChannelPairs.kinds(network, layers)
        .forEach((id, kind) -> placements.put(id, sharing.place(network, network.layer(id), kind)));
    return placements;
  }
}
