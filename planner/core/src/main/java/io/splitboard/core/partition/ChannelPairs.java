package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits by channels in pairs, as in tensor parallelism (Shoeybi et al. 2019): a dense layer or
 * convolution by its output channels, what follows by the same, until one that sums over these
 * channels is split by its input channels; then one reduction. In an attention block the
 * projections of queries, keys and values open a pair, its heads stay where they are made, and the
 * output projection closes it.
 */
public final class ChannelPairs {

  private final Network network;

  /** Tensors that lie on the devices by channels. */
  private final Set<String> spread = new HashSet<>();

  private final Map<String, SplitKind> kinds = new LinkedHashMap<>();

  private ChannelPairs(Network network) {
    this.network = network;
  }

  /**
   * How some layers are split in pairs.
   *
   * @return by layer id, in the order of the network; layers that belong to no pair are absent and
   *     best stay whole
   */
  public static Map<String, SplitKind> kinds(Network network, Collection<Layer> layers) {
    ChannelPairs pairs = new ChannelPairs(network);
    List<Layer> ordered =
        layers.stream().sorted(Comparator.comparingInt(Layer::index)).distinct().toList();
    ordered.forEach(pairs::visit);
    return pairs.kinds;
  }

  /** Whether there is a pair among some layers: one that is opened and closed. */
  public static boolean close(Network network, Collection<Layer> layers) {
    return kinds(network, layers).containsValue(SplitKind.INPUT_CHANNELS);
  }

  private void visit(Layer layer) {
    boolean reads = layer.inputs().stream().anyMatch(spread::contains);
    boolean sums = Splits.whyNot(network, layer, SplitKind.INPUT_CHANNELS).isEmpty();
    boolean opens = layer.cost().parameters() > 0 && (sums || layer.kind() == LayerKind.DENSE);
    if (reads && fits(layer, SplitKind.CHANNELS)) {
      split(layer);
    } else if (reads && sums && fits(layer, SplitKind.INPUT_CHANNELS)) {
      kinds.put(layer.id(), SplitKind.INPUT_CHANNELS);
    } else if (opens && possible(layer)) {
      split(layer);
    }
  }

  private void split(Layer layer) {
    kinds.put(layer.id(), SplitKind.CHANNELS);
    spread.addAll(layer.outputs());
  }

  private boolean possible(Layer layer) {
    return Splits.whyNot(network, layer, SplitKind.CHANNELS).isEmpty();
  }

  /** Whether nothing of what lies by channels is exchanged for it. */
  private boolean fits(Layer layer, SplitKind kind) {
    return (kind == SplitKind.INPUT_CHANNELS || possible(layer))
        && layer.inputs().stream()
            .filter(spread::contains)
            .allMatch(input -> ChannelUnits.fits(network, input, layer, kind));
  }
}
