package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.LayerSlicing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Along which axis a layer is split by rows, columns or channels, and whether that is possible.
 *
 * <p>Which axis is meant follows the data, see {@link LayerAxes}. Results do not depend on it; only
 * the words do, and which splits fit together without an exchange.
 */
public final class Splits {

  private Splits() {}

  /** The axis of the layer's outputs along which it is split; -1 if they have no such axis. */
  public static int axis(Network network, Layer layer, SplitKind kind) {
    return LayerAxes.of(network).axis(layer, kind);
  }

  /** The axis of a tensor along which its maker is split; of a network input the usual one. */
  public static int axis(Network network, String tensor, SplitKind kind) {
    return network
        .producer(tensor)
        .map(maker -> axis(network, maker, kind))
        .orElse(LayerAxes.usual(network.tensor(tensor).shape(), false, kind));
  }

  /** How many parts there are to share out: rows, columns, channels, or input channels. */
  public static long extent(Network network, Layer layer, SplitKind kind) {
    if (kind == SplitKind.INPUT_CHANNELS) {
      return LayerSlicing.terms(layer);
    }
    int axis = axis(network, layer, kind);
    return axis < 0 ? 0 : shape(network, layer).size(axis);
  }

  /**
   * Why a layer cannot be split this way; empty if it can. The sentence names the layer and tells
   * what to do.
   */
  public static Optional<String> whyNot(Network network, Layer layer, SplitKind kind) {
    return reason(network, layer, kind)
        .map(
            reason ->
                "Layer %s cannot be split by %s: %s; place it whole on one device."
                    .formatted(layer.id(), kind.words(), reason));
  }

  /** Under which a reason is kept. */
  private record ReasonKey(String layer, SplitKind kind) {}

  /** Why not, as a type that a memo can tell apart. */
  private record Reason(Optional<String> words) {}

  private static Optional<String> reason(Network network, Layer layer, SplitKind kind) {
    return network
        .memo()
        .get(
            new ReasonKey(layer.id(), kind),
            Reason.class,
            () -> new Reason(findReason(network, layer, kind)))
        .words();
  }

  private static Optional<String> findReason(Network network, Layer layer, SplitKind kind) {
    if (kind == SplitKind.INPUT_CHANNELS) {
      Optional<String> always = LayerSlicing.whyAlwaysWhole(network, layer);
      if (always.isPresent()) {
        return always;
      }
      return LayerSlicing.terms(layer) > 0
          ? Optional.empty()
          : Optional.of("its output is no sum over input channels that can be shared out");
    }
    int axis = axis(network, layer, kind);
    return axis < 0
        ? Optional.of("its output has no " + kind.words())
        : LayerSlicing.whyWhole(network, layer, axis);
  }

  /**
   * What is wrong with a split placement, as a sentence that tells what to do; empty if nothing is.
   */
  public static Optional<String> problem(Network network, Layer layer, Placement.Split split) {
    Optional<String> impossible = whyNot(network, layer, split.kind());
    if (impossible.isPresent()) {
      return impossible;
    }
    long extent = extent(network, layer, split.kind());
    List<Placement.Share> shares = new ArrayList<>(split.shares());
    shares.sort(Comparator.comparingLong(Placement.Share::from));
    long reached = 0;
    for (Placement.Share share : shares) {
      if (share.from() < 0 || share.to() > extent || share.from() > share.to()) {
        return Optional.of(
            "Layer %s has %d %s, but the share of %s is %d to %d: give it a share within 0 to %d."
                .formatted(
                    layer.id(),
                    extent,
                    split.kind().words(),
                    share.device(),
                    share.from(),
                    share.to(),
                    extent));
      }
      boolean empty = share.from() == share.to();
      if (!empty && split.kind() == SplitKind.INPUT_CHANNELS && share.from() < reached) {
        return Optional.of(
            "Two devices sum input channel %d of layer %s: give it to one of them."
                .formatted(share.from(), layer.id()));
      }
      if (!empty && share.from() > reached) {
        return Optional.of(missing(layer, split, reached, share.from()));
      }
      reached = Math.max(reached, share.to());
    }
    return reached < extent
        ? Optional.of(missing(layer, split, reached, extent))
        : Optional.empty();
  }

  private static String missing(Layer layer, Placement.Split split, long from, long to) {
    return "No device has %s %d to %d of layer %s: give them to one."
        .formatted(split.kind().words(), from, to - 1, layer.id());
  }

  private static Shape shape(Network network, Layer layer) {
    return network.tensor(layer.outputs().get(0)).shape();
  }
}
