package io.splitboard.core.partition;

import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.FinestParts;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The share of each layer's work that every partition computes. It is less than all where nothing
 * reads some rows, columns or channels, such as those that strides step over: a program leaves out
 * pieces of split layers that no output depends on.
 *
 * <p>Found by walking from the outputs back. Of every tensor the indices along each axis are known
 * that are read in any case; a layer reads what its finest parts read, however it is split, so an
 * index counts only if it is read whatever kind of split is chosen. A layer split by rows computes
 * at least its rows that are read, one split by columns those columns, and so on; the least of
 * these is the share.
 */
public final class LeastWork {

  private static final List<SplitKind> ALONG_AXES =
      List.of(SplitKind.ROWS, SplitKind.COLUMNS, SplitKind.CHANNELS);

  private final Network network;
  private final double[] shares;
  private final FinestParts finest;

  /** By tensor and axis, the indices that are read in any case; tensors nobody reads are absent. */
  private final Map<String, BitSet[]> read = new HashMap<>();

  /** Under which it is kept. */
  private enum Key {
    LEAST_WORK
  }

  private LeastWork(Network network) {
    this.network = network;
    this.finest = new FinestParts(network);
    this.shares = new double[network.layers().size()];
    network.outputs().forEach(output -> read.put(output, all(output)));
    for (int i = shares.length - 1; i >= 0; i--) {
      visit(network.layers().get(i));
    }
  }

  /** Finds the shares; later calls for the same network give what was found before. */
  public static LeastWork of(Network network) {
    return network.memo().get(Key.LEAST_WORK, LeastWork.class, () -> new LeastWork(network));
  }

  /** The share of a layer, 0 to 1; 0 for one that no output depends on. */
  public double share(Layer layer) {
    return shares[layer.index()];
  }

  private void visit(Layer layer) {
    BitSet[] made = made(layer);
    if (made == null) {
      return;
    }
    double share = 1;
    Map<String, BitSet[]> reads = new HashMap<>();
    layer.inputs().forEach(input -> reads.put(input, all(input)));
    for (SplitKind kind : ALONG_AXES) {
      if (Splits.whyNot(network, layer, kind).isEmpty()) {
        int axis = Splits.axis(network, layer, kind);
        FinestParts.Found parts = finest.of(layer, axis, made[axis]);
        share = Math.min(share, parts.work());
        keepCommon(reads, parts.reads());
      }
    }
    shares[layer.index()] = share;
    reads.forEach(this::addRead);
  }

  /** What is read of a layer's outputs, by axis of the first; null if nothing is. */
  private BitSet[] made(Layer layer) {
    int rank = shape(layer.outputs().get(0)).rank();
    BitSet[] made = null;
    for (String output : layer.outputs()) {
      BitSet[] axes = read.get(output);
      if (axes != null) {
        made = made == null ? none(rank) : made;
        for (int i = 0; i < Math.min(rank, axes.length); i++) {
          made[i].or(axes[i]);
        }
      }
    }
    return made;
  }

  private static void keepCommon(Map<String, BitSet[]> reads, Map<String, BitSet[]> others) {
    reads.keySet().retainAll(others.keySet());
    reads.forEach(
        (input, axes) -> {
          for (int i = 0; i < axes.length; i++) {
            axes[i].and(others.get(input)[i]);
          }
        });
  }

  private void addRead(String tensor, BitSet[] axes) {
    if (Arrays.stream(axes).noneMatch(BitSet::isEmpty)) {
      BitSet[] known = read.computeIfAbsent(tensor, key -> none(axes.length));
      for (int i = 0; i < axes.length; i++) {
        known[i].or(axes[i]);
      }
    }
  }

  private BitSet[] all(String tensor) {
    Shape shape = shape(tensor);
    BitSet[] axes = none(shape.rank());
    for (int i = 0; i < axes.length; i++) {
      axes[i].set(0, Math.toIntExact(shape.size(i)));
    }
    return axes;
  }

  private static BitSet[] none(int rank) {
    BitSet[] axes = new BitSet[rank];
    Arrays.setAll(axes, i -> new BitSet());
    return axes;
  }

  private Shape shape(String tensor) {
    return network.tensor(tensor).shape();
  }
}
