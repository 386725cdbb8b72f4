package io.splitboard.core.partition;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.operator.LayerSlicing;
import java.util.ArrayList;
import java.util.List;

/**
 * What one layer takes on one device.
 *
 * @param weightBytes bytes of the weights that the device needs of it
 * @param share of the layer's tensors that the device holds, 0 to 1
 */
record LayerMemory(String device, long weightBytes, double share) {

  /** For each device of a placement; nothing for placements that cannot be carried out. */
  static List<LayerMemory> of(Network network, Layer layer, Placement placement) {
    long all = layer.cost().weightBytes();
    if (placement instanceof Placement.Whole whole) {
      return List.of(new LayerMemory(whole.device(), all, 1));
    }
    Placement.Split split = (Placement.Split) placement;
    if (Splits.problem(network, layer, split).isPresent()) {
      return List.of();
    }
    double extent = Splits.extent(network, layer, split.kind());
    List<LayerMemory> parts = new ArrayList<>();
    for (Placement.Share share : split.shares()) {
      Range range = new Range(share.from(), share.to());
      if (!range.isEmpty()) {
        long weights = all == 0 ? 0 : weightBytes(network, layer, split.kind(), range);
        parts.add(new LayerMemory(share.device(), weights, range.size() / extent));
      }
    }
    return parts;
  }

  private static long weightBytes(Network network, Layer layer, SplitKind kind, Range range) {
    Box box = Box.of(network.tensor(layer.outputs().get(0)).shape());
    return switch (kind) {
      case ROWS, COLUMNS -> layer.cost().weightBytes();
      case CHANNELS ->
          LayerSlicing.of(network, layer, box.with(Splits.axis(network, layer, kind), range))
              .weightBytes();
      case INPUT_CHANNELS -> LayerSlicing.ofTerms(network, layer, box, range).weightBytes();
    };
  }
}
