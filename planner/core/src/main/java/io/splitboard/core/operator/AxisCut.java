package io.splitboard.core.operator;

import io.splitboard.core.network.Range;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What an operator needs if its output is narrower along one axis.
 *
 * @param whyWhole why it cannot be narrower there; empty if it can
 * @param narrow changes a slicing so that it makes a range of indices
 */
record AxisCut(Optional<String> whyWhole, BiConsumer<SlicingBuilder, Range> narrow) {

  /** The axis must be whole. */
  static AxisCut whole(String why) {
    return new AxisCut(Optional.of(why), (piece, range) -> {});
  }

  /** The axis can be narrower. */
  static AxisCut by(BiConsumer<SlicingBuilder, Range> narrow) {
    return new AxisCut(Optional.empty(), narrow);
  }

  /** The same indices of an input's axis are read. */
  static AxisCut same(int position, int axis) {
    return by((piece, range) -> piece.input(position, axis, range));
  }

  /** The same, and the same indices of another input's axis. */
  AxisCut and(int position, int axis) {
    return new AxisCut(
        whyWhole, narrow.andThen((piece, range) -> piece.input(position, axis, range)));
  }
}
