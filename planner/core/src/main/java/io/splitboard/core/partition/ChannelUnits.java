package io.splitboard.core.partition;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.LayerSlicing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In how many equal units channels are best shared out, so that what one layer makes on a device is
 * just what the next one reads there: heads of an attention block, groups of a convolution, or else
 * single channels.
 *
 * <p>Layers hang together if the first part of one reads only the first part of what the other
 * makes, in proportion, and the last part the last. All that hang together, such as everything from
 * the projections of queries, keys and values to the heads' way back to features, have the same
 * units: as many as the greatest common divisor of their channels and of the steps in which they
 * read.
 */
public final class ChannelUnits {

  private final Network network;
  private final int[] leader;
  private final long[] extent;

  /** Of a leader: greatest common divisor of channels, and of these and the steps of reading. */
  private final long[] divisor;

  private final long[] units;
  private final long[] largest;
  private final Set<Joint> joints = new HashSet<>();

  /** A layer that reads an input just as its maker's channels lie. */
  private record Joint(String input, String layer, SplitKind kind) {}

  /** Under which it is kept. */
  private enum Key {
    CHANNEL_UNITS
  }

  private ChannelUnits(Network network) {
    this.network = network;
    int count = 2 * network.layers().size();
    this.leader = new int[count];
    this.extent = new long[count];
    for (Layer layer : network.layers()) {
      for (SplitKind kind : List.of(SplitKind.CHANNELS, SplitKind.INPUT_CHANNELS)) {
        int index = index(layer, kind);
        leader[index] = index;
        boolean possible = Splits.whyNot(network, layer, kind).isEmpty();
        extent[index] = possible ? Splits.extent(network, layer, kind) : 0;
      }
    }
    this.divisor = extent.clone();
    this.units = extent.clone();
    this.largest = extent.clone();
    for (Layer layer : network.layers()) {
      for (SplitKind kind : List.of(SplitKind.CHANNELS, SplitKind.INPUT_CHANNELS)) {
        for (String input : layer.inputs()) {
          stepsOf(input, layer, kind).ifPresent(steps -> join(input, layer, kind, steps));
        }
      }
    }
  }

  /** Found at the first question about channels; later ones are answered from it. */
  private static ChannelUnits of(Network network) {
    return network
        .memo()
        .get(Key.CHANNEL_UNITS, ChannelUnits.class, () -> new ChannelUnits(network));
  }

  /**
   * Where a boundary of a layer's shares lies best.
   *
   * @param fraction of the channels before it, 0 to 1
   * @param parts over how many devices the layer is shared out
   */
  public static long boundary(
      Network network, Layer layer, SplitKind kind, double fraction, int parts) {
    long all = Splits.extent(network, layer, kind);
    long number = number(network, layer, kind, parts);
    return Math.max(0, Math.min(number, Math.round(fraction * number))) * (all / number);
  }

  /**
   * How many equal units there are to share out.
   *
   * @param parts over how many devices; layers that only read in coarser steps are not held to
   *     these if there would be too few of them
   */
  public static long number(Network network, Layer layer, SplitKind kind, int parts) {
    return isChannels(kind)
        ? of(network).number(layer, kind, parts)
        : Math.max(1, Splits.extent(network, layer, kind));
  }

  private static boolean isChannels(SplitKind kind) {
    return kind == SplitKind.CHANNELS || kind == SplitKind.INPUT_CHANNELS;
  }

  private long number(Layer layer, SplitKind kind, int parts) {
    int index = index(layer, kind);
    int first = find(index);
    if (units[first] >= parts) {
      return units[first];
    }
    return divisor[first] > 1 ? divisor[first] : Math.max(1, extent[index]);
  }

  /** The most channels of any layer that hangs together with this one. */
  static long largest(Network network, Layer layer, SplitKind kind) {
    if (!isChannels(kind)) {
      return Splits.extent(network, layer, kind);
    }
    ChannelUnits units = of(network);
    return units.largest[units.find(index(layer, kind))];
  }

  /**
   * Whether a layer that is split reads on each device, of an input whose maker is split by
   * channels in the same proportion, only what that device made.
   */
  static boolean fits(Network network, String input, Layer layer, SplitKind kind) {
    return of(network).joints.contains(new Joint(input, layer.id(), kind));
  }

  private void join(String input, Layer layer, SplitKind kind, long steps) {
    joints.add(new Joint(input, layer.id(), kind));
    int maker = find(index(network.producer(input).orElseThrow(), SplitKind.CHANNELS));
    int reader = find(index(layer, kind));
    long common = gcd(divisor[maker], divisor[reader]);
    long commonUnits = gcd(gcd(units[maker], units[reader]), steps);
    long most = Math.max(largest[maker], largest[reader]);
    leader[reader] = maker;
    divisor[maker] = common;
    units[maker] = commonUnits;
    largest[maker] = most;
  }

  /** In how many steps a layer reads the channels of an input; empty if not in proportion. */
  private Optional<Long> stepsOf(String input, Layer layer, SplitKind kind) {
    Layer maker = network.producer(input).orElse(null);
    if (maker == null
        || extent[index(maker, SplitKind.CHANNELS)] == 0
        || extent[index(layer, kind)] == 0) {
      return Optional.empty();
    }
    int axis = Splits.axis(network, maker, SplitKind.CHANNELS);
    if (network.tensor(input).shape().rank() <= axis) {
      return Optional.empty();
    }
    Range first = read(input, layer, kind, axis, true);
    Range last = read(input, layer, kind, axis, false);
    long all = network.tensor(input).shape().size(axis);
    boolean proportional =
        first.from() == 0
            && first.size() > 0
            && first.size() < all
            && all % first.size() == 0
            && last.to() == all
            && last.size() == first.size();
    return proportional ? Optional.of(all / first.size()) : Optional.empty();
  }

  /** What the first or last part of a layer reads along an axis of an input. */
  private Range read(String input, Layer layer, SplitKind kind, int axis, boolean first) {
    Shape shape = network.tensor(layer.outputs().get(0)).shape();
    long last = extent[index(layer, kind)] - 1;
    LayerSlicing part;
    if (kind == SplitKind.INPUT_CHANNELS) {
      Range term = first ? new Range(0, 1) : new Range(last, last + 1);
      part = LayerSlicing.ofTerms(network, layer, Box.of(shape), term);
    } else {
      int own = Splits.axis(network, layer, SplitKind.CHANNELS);
      Optional<LayerSlicing> single =
          first
              ? LayerSlicing.ofFirst(network, layer, own)
              : LayerSlicing.ofLast(network, layer, own);
      part = single.orElseThrow();
    }
    Box box = part.reads().get(input);
    return box == null ? new Range(0, 0) : box.range(axis);
  }

  private static int index(Layer layer, SplitKind kind) {
    return 2 * layer.index() + (kind == SplitKind.CHANNELS ? 0 : 1);
  }

  private int find(int index) {
    int at = index;
    while (leader[at] != at) {
      leader[at] = leader[leader[at]];
      at = leader[at];
    }
    return at;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
