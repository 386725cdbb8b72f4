package io.splitboard.core.partition;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.LayerSlicing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which axis of each layer's output holds its rows, columns and channels.
 *
 * <p>Convolutions say it (N×C×H×W, N×C×L) and so do dense layers, whose last axis holds the
 * features that they make. From there the meaning follows the data: through a reshape that takes
 * features apart into heads, a transpose that brings these to the front, or a change to N×H×W×C and
 * back. So a split by channels means the same heads all through an attention block. Where nothing
 * is known, images are taken for N×C×H×W and what has three axes for batch×sequence×features.
 */
final class LayerAxes {

  private static final Set<String> CHANNELS_SECOND =
      Set.of("Conv", "ConvTranspose", "ConvInteger", "QLinearConv", "MaxPool", "AveragePool");

  /** Queries, keys and values that are projected as one. */
  private static final long MOST_PROJECTED = 3;

  private static final List<SplitKind> ALONG_AXES =
      List.of(SplitKind.CHANNELS, SplitKind.ROWS, SplitKind.COLUMNS);

  private final Network network;
  private final int[][] axes;

  /** By tensor, what is known of each of its axes; null for nothing. */
  private final Map<String, SplitKind[]> meanings = new HashMap<>();

  /** Under which it is kept. */
  private enum Key {
    LAYER_AXES
  }

  private LayerAxes(Network network) {
    this.network = network;
    this.axes = new int[network.layers().size()][];
    for (Layer layer : network.layers()) {
      SplitKind[] known = known(layer);
      axes[layer.index()] = axes(layer, known);
      if (Arrays.stream(known).anyMatch(kind -> kind != null)) {
        layer.outputs().forEach(output -> remember(output, known));
      }
    }
  }

  /** Finds all axes; later calls for the same network give what was found before. */
  static LayerAxes of(Network network) {
    return network.memo().get(Key.LAYER_AXES, LayerAxes.class, () -> new LayerAxes(network));
  }

  /** The axis of the layer's outputs; -1 if they have no such axis. */
  int axis(Layer layer, SplitKind kind) {
    return axes[layer.index()][kind.ordinal()];
  }

  private void remember(String output, SplitKind[] known) {
    if (network.tensor(output).shape().rank() == known.length) {
      meanings.put(output, known);
    }
  }

  private SplitKind[] known(Layer layer) {
    Shape shape = shape(layer);
    SplitKind[] known = new SplitKind[shape.rank()];
    if (isImage(layer)) {
      for (SplitKind kind : ALONG_AXES) {
        int axis = usual(shape, true, kind);
        if (axis >= 0) {
          known[axis] = kind;
        }
      }
      return known;
    }
    boolean dense = layer.kind() == LayerKind.DENSE && shape.rank() > 1;
    if (!dense && layer.inputs().stream().noneMatch(meanings::containsKey)) {
      return known;
    }
    for (int axis = 0; axis < known.length; axis++) {
      Optional<LayerSlicing> first = LayerSlicing.ofFirst(network, layer, axis);
      if (first.isPresent()) {
        boolean made = dense && axis == known.length - 1 && readsAll(first.get());
        known[axis] = made ? SplitKind.CHANNELS : inherited(layer, first.get());
      }
    }
    return eachOnce(known, shape);
  }

  /**
   * Of several axes that would have one meaning the first. Channels that were taken apart into
   * queries, keys and values, heads, and features of a head are the heads.
   */
  private static SplitKind[] eachOnce(SplitKind[] known, Shape shape) {
    List<SplitKind> all = Arrays.asList(known);
    int first = all.indexOf(SplitKind.CHANNELS);
    int last = known.length - 1;
    boolean apart =
        first >= 0
            && first < last - 1
            && shape.size(first) <= MOST_PROJECTED
            && all.get(first + 1) == SplitKind.CHANNELS
            && shape.size(last) > 1
            && (all.get(last) == null || all.get(last) == SplitKind.CHANNELS);
    if (apart) {
      known[first] = null;
    }
    SplitKind[] once = new SplitKind[known.length];
    for (int axis = 0; axis < once.length; axis++) {
      once[axis] = Arrays.asList(once).contains(known[axis]) ? null : known[axis];
    }
    return once;
  }

  private boolean readsAll(LayerSlicing part) {
    return part.reads().entrySet().stream()
        .allMatch(read -> read.getValue().isAllOf(network.tensor(read.getKey()).shape()));
  }

  /** What the axis means along which a part reads less of an input. */
  private SplitKind inherited(Layer layer, LayerSlicing part) {
    for (String input : layer.inputs()) {
      Box read = part.reads().get(input);
      SplitKind[] meaning = meanings.get(input);
      if (read != null && meaning != null) {
        Shape shape = network.tensor(input).shape();
        for (int axis = 0; axis < meaning.length; axis++) {
          if (meaning[axis] != null && read.range(axis).size() < shape.size(axis)) {
            return meaning[axis];
          }
        }
      }
    }
    return null;
  }

  /** What is known, and the usual axes or those that are left for the others. */
  private int[] axes(Layer layer, SplitKind[] known) {
    Shape shape = shape(layer);
    int[] result = new int[SplitKind.values().length];
    Arrays.fill(result, -1);
    boolean[] taken = new boolean[shape.rank()];
    for (int axis = 0; axis < known.length; axis++) {
      if (known[axis] != null) {
        result[known[axis].ordinal()] = axis;
        taken[axis] = true;
      }
    }
    boolean any = Arrays.stream(known).anyMatch(kind -> kind != null);
    for (SplitKind kind : ALONG_AXES) {
      int usual = usual(shape, isImage(layer), kind);
      if (result[kind.ordinal()] < 0 && usual >= 0) {
        boolean other = any && kind != SplitKind.CHANNELS && taken[usual];
        int axis = other ? left(shape, taken) : usual;
        if (axis >= 0 && !taken[axis]) {
          result[kind.ordinal()] = axis;
          taken[axis] = true;
        }
      }
    }
    return result;
  }

  /** The first axis behind the batch that has no meaning yet, rather one of several indices. */
  private static int left(Shape shape, boolean[] taken) {
    return IntStream.range(1, shape.rank())
        .filter(axis -> !taken[axis] && shape.size(axis) > 1)
        .findFirst()
        .orElse(
            IntStream.range(1, shape.rank()).filter(axis -> !taken[axis]).findFirst().orElse(-1));
  }

  /**
   * The axis that usually has this meaning; -1 for none.
   *
   * @param image whether the axis behind the batch holds channels, however many axes there are
   */
  static int usual(Shape shape, boolean image, SplitKind kind) {
    int rank = shape.rank();
    boolean channelsSecond = rank != 3 || image;
    return switch (kind) {
      case ROWS -> rank >= 4 ? 2 : rank == 3 ? (channelsSecond ? 2 : 1) : rank == 2 ? 0 : -1;
      case COLUMNS -> rank >= 4 ? 3 : -1;
      case CHANNELS -> rank == 3 && !channelsSecond ? 2 : rank >= 2 ? 1 : -1;
      case INPUT_CHANNELS -> -1;
    };
  }

  private static boolean isImage(Layer layer) {
    return layer.calls().stream().anyMatch(call -> CHANNELS_SECOND.contains(call.operator()));
  }

  private Shape shape(Layer layer) {
    return network.tensor(layer.outputs().get(0)).shape();
  }
}
