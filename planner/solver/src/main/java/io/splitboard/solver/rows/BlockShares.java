package io.splitboard.solver.rows;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import io.splitboard.core.operator.LayerSlicing;
import io.splitboard.core.partition.Placement;
import io.splitboard.core.partition.SplitKind;
import io.splitboard.core.partition.Splits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Widens shares of rows so that a block of layers exchanges nothing inside: every device has all
 * the rows that its own rows of later layers are made of. Each segment is widened for itself; where
 * two of one device meet they become one.
 */
final class BlockShares {

  private final Network network;
  private final Predicate<Layer> isSplit;
  private final Map<Query, Range> reads = new HashMap<>();

  private record Query(int layer, String tensor, Range rows) {}

  BlockShares(Network network, Predicate<Layer> isSplit) {
    this.network = network;
    this.isSplit = isSplit;
  }

  /** Shares of every split layer, by its index; null for others. */
  List<List<Placement.Share>> of(RowPlan plan, long leastHostRows) {
    List<Layer> layers = network.layers();
    List<List<Placement.Share>> all = new ArrayList<>();
    for (Layer layer : layers) {
      Segments segments = plan.blocks().get(plan.blockOf(layer.index())).segments();
      all.add(isSplit.test(layer) ? segments.shares(height(layer), leastHostRows) : null);
    }
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (all.get(i) != null) {
        all.set(i, widened(plan, layers.get(i), all));
      }
    }
    all.replaceAll(shares -> shares == null ? null : joined(shares));
    return all;
  }

  private long height(Layer layer) {
    return Splits.extent(network, layer, SplitKind.ROWS);
  }

  private List<Placement.Share> widened(
      RowPlan plan, Layer layer, List<List<Placement.Share>> all) {
    List<Placement.Share> shares = new ArrayList<>(all.get(layer.index()));
    int block = plan.blockOf(layer.index());
    for (String tensor : layer.outputs()) {
      for (Layer reader : network.consumers(tensor)) {
        List<Placement.Share> later = all.get(reader.index());
        if (later != null && plan.blockOf(reader.index()) == block) {
          for (int k = 0; k < shares.size(); k++) {
            shares.set(k, hull(shares.get(k), later.get(k), reader, tensor));
          }
        }
      }
    }
    return shares;
  }

  private Placement.Share hull(
      Placement.Share own, Placement.Share later, Layer reader, String tensor) {
    if (later.from() == later.to()) {
      return own;
    }
    Range needed = reads(reader, tensor, new Range(later.from(), later.to()));
    if (own.from() == own.to()) {
      return new Placement.Share(own.device(), needed.from(), needed.to());
    }
    return new Placement.Share(
        own.device(), Math.min(own.from(), needed.from()), Math.max(own.to(), needed.to()));
  }

  /** Rows of a tensor that some rows of its reader are made of. */
  Range reads(Layer reader, String tensor, Range rows) {
    return reads.computeIfAbsent(
        new Query(reader.index(), tensor, rows),
        query -> {
          Shape output = network.tensor(reader.outputs().get(0)).shape();
          int own = Splits.axis(network, reader, SplitKind.ROWS);
          Box box = Box.of(output).with(own, rows);
          Box read = LayerSlicing.of(network, reader, box).reads().get(tensor);
          return read == null ? rows : read.range(Splits.axis(network, tensor, SplitKind.ROWS));
        });
  }

  private static List<Placement.Share> joined(List<Placement.Share> shares) {
    List<Placement.Share> sorted = new ArrayList<>(shares);
    sorted.sort(Comparator.comparingLong(Placement.Share::from));
    List<Placement.Share> result = new ArrayList<>();
    Map<String, Integer> last = new HashMap<>();
    for (Placement.Share share : sorted) {
      Integer before = last.get(share.device());
      if (share.from() < share.to() && before != null && result.get(before).to() >= share.from()) {
        Placement.Share wide = result.get(before);
        long to = Math.max(wide.to(), share.to());
        result.set(before, new Placement.Share(share.device(), wide.from(), to));
      } else {
        if (share.from() < share.to()) {
          last.put(share.device(), result.size());
        }
        result.add(share);
      }
    }
    return result;
  }
}
