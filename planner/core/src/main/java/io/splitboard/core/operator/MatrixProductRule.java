package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;
import java.util.Set;

/**
 * Product of (stacks of) matrices, quantized or not.
 *
 * @param left position of the left factor
 * @param right position of the right factor
 * @param perRow positions of inputs with one element per row of the left factor, or only one
 * @param perColumn positions of inputs with one element per column of the right factor, or only one
 * @param adds whether products over parts of the inner axis can be added up
 */
record MatrixProductRule(
    int left, int right, Set<Integer> perRow, Set<Integer> perColumn, boolean adds)
    implements AxisWiseRule {

  /** Every output element is a sum over the left factor's last axis. */
  @Override
  public long macs(OperatorCall call) {
    Shape factor = call.input(left).shape();
    return factor.rank() == 0
        ? 0
        : Math.multiplyExact(call.output(0).shape().elements(), factor.size(factor.rank() - 1));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return position == left || position == right;
  }

  /** A factor that is a vector has no axis of its own in the output. */
  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    int leftRank = call.input(left).shape().rank();
    int rightRank = call.input(right).shape().rank();
    int fromEnd = call.output(0).shape().rank() - 1 - axis;
    int columns = rightRank > 1 ? 1 : 0;
    int rows = leftRank > 1 ? 1 : 0;
    if (fromEnd < columns) {
      return AxisCut.by(
          (piece, range) -> {
            piece.input(right, rightRank - 1, range);
            perColumn.forEach(position -> settings(call, piece, position, 1, range));
          });
    }
    if (fromEnd < columns + rows) {
      return AxisCut.by(
          (piece, range) -> {
            piece.input(left, leftRank - 2, range);
            perRow.forEach(position -> settings(call, piece, position, 2, range));
          });
    }
    int stack = fromEnd - columns - rows;
    return AxisCut.by(
        (piece, range) -> {
          stacked(call, piece, left, stack, range);
          stacked(call, piece, right, stack, range);
          perRow.forEach(position -> stacked(call, piece, position, stack, range));
          perColumn.forEach(position -> stacked(call, piece, position, stack, range));
        });
  }

  /** A vector has one element per row or column; of a matrix one axis is that of the factor. */
  private static void settings(
      OperatorCall call, SlicingBuilder piece, int position, int fromEnd, Range range) {
    Shape shape = call.input(position).shape();
    int axis = shape.rank() == 1 ? 0 : shape.rank() - fromEnd;
    if (axis >= 0 && shape.rank() > 0 && shape.size(axis) > 1) {
      piece.input(position, axis, range);
    }
  }

  private static void stacked(
      OperatorCall call, SlicingBuilder piece, int position, int stack, Range range) {
    Shape shape = call.input(position).shape();
    int axis = shape.rank() - 3 - stack;
    if (axis >= 0 && shape.size(axis) > 1) {
      piece.input(position, axis, range);
    }
  }

  @Override
  public long terms(OperatorCall call) {
    Shape factor = call.input(left).shape();
    return adds && factor.rank() > 0 ? factor.size(factor.rank() - 1) : 0;
  }

  @Override
  public Slicing summand(OperatorCall call, Box output, Range terms, boolean first) {
    return narrowed(call, output)
        .input(left, call.input(left).shape().rank() - 1, terms)
        .input(right, Math.max(0, call.input(right).shape().rank() - 2), terms)
        .build();
  }
}
