package io.splitboard.core.partition;

import io.splitboard.core.DisjointSets;
import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.LayerSlicing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongBiFunction;

/**
 * In how many equal units channels are best shared out, so that what one layer makes on a device is
 * just what the next one reads there: heads of an attention block, groups of a convolution, or else
 * single channels.
 *
 * <p>Layers fit together if the first part of one reads only the first part of what the other
 * makes, in proportion, and the last part the last. All that fit together, such as everything from
 * the projections of queries, keys and values to the heads' way back to features, have the same
 * units: as many as the greatest common divisor of their channels and of the steps in which they
 * read. Where queries, keys and values are projected as one, each device gets its heads of each:
 * the same shares are repeated in each stretch of the channels.
 */
public final class ChannelUnits {

  private static final List<SplitKind> KINDS =
      List.of(SplitKind.CHANNELS, SplitKind.INPUT_CHANNELS);

  private final Network network;
  private final DisjointSets fitting;
  private final long[] extent;
  private final long[] stretches;

  /** Of a leader: greatest common divisor of channels in a stretch. */
  private final long[] divisor;

  /** Of a leader: greatest common divisor of these and of the steps of reading. */
  private final long[] units;

  private final long[] largest;
  private final Set<Fit> fits = new HashSet<>();

  /** A layer that reads an input just as its maker's channels lie. */
  private record Fit(String input, String layer, SplitKind kind) {}

  /**
   * How a layer reads an input.
   *
   * @param maker number of the layer that makes it, split by channels
   * @param reader number of the layer that reads it
   * @param stretches of the maker's channels in which each part of the reader has its own
   * @param step channels of each stretch that the reader's first part reads
   */
  private record Reading(Fit fit, int maker, int reader, long stretches, long step) {}

  /** Under which it is kept. */
  private enum Key {
    CHANNEL_UNITS
  }

  private ChannelUnits(Network network) {
    this.network = network;
    int count = 2 * network.layers().size();
    this.fitting = new DisjointSets(count);
    this.extent = new long[count];
    for (Layer layer : network.layers()) {
      for (SplitKind kind : KINDS) {
        boolean possible = Splits.whyNot(network, layer, kind).isEmpty();
        extent[index(layer, kind)] = possible ? Splits.extent(network, layer, kind) : 0;
      }
    }
    this.stretches = new long[count];
    Arrays.fill(stretches, 1);
    List<Reading> readings = readings();
    this.divisor = new long[count];
    for (int i = 0; i < count; i++) {
      divisor[i] = extent[i] / stretches[i];
    }
    this.units = divisor.clone();
    this.largest = extent.clone();
    readings.forEach(this::join);
  }

  /** All readings in proportion; also finds the stretches, from the last layer to the first. */
  private List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    List<Layer> layers = network.layers();
    for (int i = layers.size() - 1; i >= 0; i--) {
      for (SplitKind kind : KINDS) {
        for (String input : layers.get(i).inputs()) {
          Optional<Reading> found = reading(input, layers.get(i), kind);
          found.ifPresent(readings::add);
          found.ifPresent(
              each ->
                  stretches[each.maker()] =
                      Math.max(
                          stretches[each.maker()], each.stretches() * stretches[each.reader()]));
        }
      }
    }
    return readings;
  }

  /** Found at the first question about channels; later ones are answered from it. */
  private static ChannelUnits of(Network network) {
    return network
        .memo()
        .get(Key.CHANNEL_UNITS, ChannelUnits.class, () -> new ChannelUnits(network));
  }

  /**
   * The shares of a layer in whole units.
   *
   * @param kind one that is possible
   * @param ends for the number of a device, from 0, and the number of units how many units lie
   *     before the end of its share; all of them for the last
   */
  public static List<Placement.Share> shares(
      Network network,
      Layer layer,
      SplitKind kind,
      List<String> devices,
      ToLongBiFunction<Integer, Long> ends) {
    long all = Splits.extent(network, layer, kind);
    long number = number(network, layer, kind, devices.size());
    boolean once = new HashSet<>(devices).size() < devices.size();
    long stretch = once ? all : all / stretches(network, layer, kind);
    long unit = all / stretches(network, layer, kind) / number;
    List<Placement.Share> shares = new ArrayList<>();
    for (long start = 0; start < all; start += stretch) {
      long from = 0;
      for (int i = 0; i < devices.size(); i++) {
        long wanted = ends.applyAsLong(i, stretch / unit) * unit;
        long to = Math.max(from, Math.min(stretch, wanted));
        shares.add(new Placement.Share(devices.get(i), start + from, start + to));
        from = to;
      }
    }
    return shares;
  }

  /**
   * How many equal units there are to share out, in each stretch.
   *
   * @param parts over how many devices; layers that only read in coarser steps are not held to
   *     these if there would be too few of them
   */
  public static long number(Network network, Layer layer, SplitKind kind, int parts) {
    return kind.isChannels()
        ? of(network).number(index(layer, kind), parts)
        : Math.max(1, Splits.extent(network, layer, kind));
  }

  private long number(int index, int parts) {
    int first = fitting.find(index);
    if (units[first] >= parts) {
      return units[first];
    }
    return divisor[first] > 1 ? divisor[first] : Math.max(1, extent[index] / stretches[index]);
  }

  /** In how many stretches of a layer's channels shares are repeated; usually 1. */
  public static long stretches(Network network, Layer layer, SplitKind kind) {
    return kind.isChannels() ? of(network).stretches[index(layer, kind)] : 1;
  }

  /** The most channels of any layer that fits together with this one. */
  static long largest(Network network, Layer layer, SplitKind kind) {
    if (!kind.isChannels()) {
      return Splits.extent(network, layer, kind);
    }
    ChannelUnits units = of(network);
    return units.largest[units.fitting.find(index(layer, kind))];
  }

  /**
   * Whether a layer that is split reads on each device, of an input whose maker is split by
   * channels in the same proportion, only what that device made.
   */
  static boolean fits(Network network, String input, Layer layer, SplitKind kind) {
    return of(network).fits.contains(new Fit(input, layer.id(), kind));
  }

  private void join(Reading reading) {
    int maker = reading.maker();
    int reader = reading.reader();
    long stretch = extent[maker] / stretches[maker];
    if (stretches[maker] != reading.stretches() * stretches[reader]
        || stretch % reading.step() != 0) {
      return;
    }
    fits.add(reading.fit());
    int first = fitting.find(maker);
    int other = fitting.find(reader);
    fitting.join(other, first);
    divisor[first] = gcd(divisor[first], divisor[other]);
    units[first] = gcd(gcd(units[first], units[other]), stretch / reading.step());
    largest[first] = Math.max(largest[first], largest[other]);
  }

  /** How a layer reads the channels of an input; empty if not in proportion. */
  private Optional<Reading> reading(String input, Layer layer, SplitKind kind) {
    Layer maker = network.producer(input).orElse(null);
    if (maker == null
        || extent[index(maker, SplitKind.CHANNELS)] == 0
        || extent[index(layer, kind)] == 0) {
      return Optional.empty();
    }
    int axis = Splits.axis(network, maker, SplitKind.CHANNELS);
    Shape shape = network.tensor(input).shape();
    if (shape.rank() <= axis) {
      return Optional.empty();
    }
    List<Box> first = part(layer, kind, true).boxes(input);
    List<Box> last = part(layer, kind, false).boxes(input);
    if (first.isEmpty()
        || first.size() != last.size()
        || shape.size(axis) % first.size() != 0
        || first.get(0).range(axis).isEmpty()) {
      return Optional.empty();
    }
    long stretch = shape.size(axis) / first.size();
    long step = first.get(0).range(axis).size();
    for (int i = 0; i < first.size(); i++) {
      Range wantedFirst = new Range(i * stretch, i * stretch + step);
      Range wantedLast = new Range((i + 1) * stretch - Math.min(step, stretch), (i + 1) * stretch);
      if (!first.get(i).range(axis).equals(wantedFirst)
          || !last.get(i).range(axis).equals(wantedLast)) {
        return Optional.empty();
      }
    }
    return step < stretch
        ? Optional.of(
            new Reading(
                new Fit(input, layer.id(), kind),
                index(maker, SplitKind.CHANNELS),
                index(layer, kind),
                first.size(),
                step))
        : Optional.empty();
  }

  /** How the first or last part of a layer is computed. */
  private LayerSlicing part(Layer layer, SplitKind kind, boolean first) {
    if (kind == SplitKind.INPUT_CHANNELS) {
      Shape shape = network.tensor(layer.outputs().get(0)).shape();
      long term = first ? 0 : extent[index(layer, kind)] - 1;
      return LayerSlicing.ofTerms(network, layer, Box.of(shape), new Range(term, term + 1));
    }
    int axis = Splits.axis(network, layer, SplitKind.CHANNELS);
    Optional<LayerSlicing> single =
        first
            ? LayerSlicing.ofFirst(network, layer, axis)
            : LayerSlicing.ofLast(network, layer, axis);
    return single.orElseThrow();
  }

  private static int index(Layer layer, SplitKind kind) {
    return 2 * layer.index() + (kind == SplitKind.CHANNELS ? 0 : 1);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
