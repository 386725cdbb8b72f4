package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;

/**
 * Scaled dot-product attention. Queries, keys and values are (batch, length, heads·size) or (batch,
 * heads, length, size); keys and values may have fewer heads, each for a group of the queries'.
 */
record AttentionRule() implements AxisWiseRule {

  static final String ALL_KEYS = "every part would compare all queries with all keys again";
  static final String EARLIER_KEYS = "its queries meet only the keys before them";
  static final String HANDS_OUT_KEYS = "it hands out its keys and values";

  private static final int MASK = 3;
  private static final int PAST_KEYS = 4;
  private static final int PAST_VALUES = 5;
  private static final int LENGTHS = 6;

  /** Each query meets each key over its whole size, and each weight meets a value. */
  @Override
  public long macs(OperatorCall call) {
    Shape queries = call.input(0).shape();
    Shape keys = call.input(1).shape();
    Shape result = call.output(0).shape();
    if (queries.rank() < 3 || keys.rank() != queries.rank()) {
      return 0;
    }
    long keyCount = keys.size(keys.rank() - 2);
    return Math.multiplyExact(Math.addExact(queries.elements(), result.elements()), keyCount);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    boolean flat = call.output(0).shape().rank() == 3;
    if (axis == 0) {
      return AxisCut.by((piece, range) -> requests(call, piece, range));
    }
    if (axis == (flat ? 2 : 1)) {
      return heads(call, flat);
    }
    return axis == (flat ? 1 : 2) ? queries(call, axis) : AxisCut.whole(ALL_KEYS);
  }

  private static void requests(OperatorCall call, SlicingBuilder piece, Range range) {
    for (int position : new int[] {0, 1, 2, PAST_KEYS, PAST_VALUES, LENGTHS}) {
      piece.input(position, 0, range);
    }
    mask(call, piece, MASK, 0, range);
  }

  private static AxisCut queries(OperatorCall call, int axis) {
    if (call.integer("is_causal", 0) != 0) {
      return AxisCut.whole(EARLIER_KEYS);
    }
    if (call.output(1).present() || call.output(2).present() || call.output(3).present()) {
      return AxisCut.whole(HANDS_OUT_KEYS);
    }
    return AxisCut.by(
        (piece, range) -> {
          piece.input(0, axis, range);
          mask(call, piece, MASK, 2, range);
        });
  }

  private static AxisCut heads(OperatorCall call, boolean flat) {
    Shape keys = call.input(1).shape();
    long heads = flat ? call.integer("q_num_heads", 0) : call.output(0).shape().size(1);
    long keyHeads = flat ? call.integer("kv_num_heads", 0) : keys.size(1);
    if (heads < 1 || keyHeads < 1 || heads % keyHeads != 0) {
      return AxisCut.whole("its heads are not known");
    }
    if (flat && call.outputs().size() > 1) {
      return AxisCut.whole(HANDS_OUT_KEYS);
    }
    return flat
        ? AxisCut.by((piece, range) -> flatHeads(call, piece, range, heads, keyHeads))
        : AxisCut.by((piece, range) -> heads(call, piece, range, heads / keyHeads));
  }

  /** Heads that have keys and values in common are computed together. */
  private static void heads(OperatorCall call, SlicingBuilder piece, Range range, long group) {
    Range keyHeads = outer(range, group);
    Range heads = times(keyHeads, group);
    piece.output(1, heads).input(0, 1, heads).input(1, 1, keyHeads).input(2, 1, keyHeads);
    common(call, piece, heads, keyHeads);
  }

  private static void flatHeads(
      OperatorCall call, SlicingBuilder piece, Range features, long heads, long keyHeads) {
    long group = heads / keyHeads;
    long size = call.output(0).shape().size(2) / heads;
    Range keys = outer(features, size * group);
    Range queries = times(keys, group);
    piece
        .output(2, times(queries, size))
        .input(0, 2, times(queries, call.input(0).shape().size(2) / heads))
        .input(1, 2, times(keys, call.input(1).shape().size(2) / keyHeads))
        .input(2, 2, times(keys, call.input(2).shape().size(2) / keyHeads))
        .integer("q_num_heads", queries.size())
        .integer("kv_num_heads", keys.size());
    common(call, piece, queries, keys);
  }

  private static void common(OperatorCall call, SlicingBuilder piece, Range heads, Range keyHeads) {
    piece.input(PAST_KEYS, 1, keyHeads).input(PAST_VALUES, 1, keyHeads);
    mask(call, piece, MASK, 1, heads);
  }

  /**
   * Narrows what is added to the scores along one of their axes (batch, heads, queries, keys) if it
   * is not repeated there.
   */
  static void mask(OperatorCall call, SlicingBuilder piece, int position, int axis, Range range) {
    Shape shape = call.input(position).shape();
    int own = axis - 4 + shape.rank();
    if (call.input(position).present() && own >= 0 && shape.size(own) > 1) {
      piece.input(position, own, range);
    }
  }

  /** Which units of a size a range lies in. */
  static Range outer(Range range, long size) {
    return new Range(range.from() / size, (range.to() + size - 1) / size);
  }

  static Range times(Range range, long size) {
    return new Range(range.from() * size, range.to() * size);
  }
}
