package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;

/** General matrix product {@code αAB + βC}, either factor transposed or not. */
record GemmRule() implements AxisWiseRule {

  @Override
  public long macs(OperatorCall call) {
    Shape left = call.input(0).shape();
    if (left.rank() != 2) {
      return 0;
    }
    return Math.multiplyExact(call.output(0).shape().elements(), left.size(innerOfLeft(call)));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return true;
  }

  private static int innerOfLeft(OperatorCall call) {
    return call.integer("transA", 0) == 0 ? 1 : 0;
  }

  private static int innerOfRight(OperatorCall call) {
    return call.integer("transB", 0) == 0 ? 0 : 1;
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return AxisCut.by(
        (piece, range) -> {
          int own = 1 - (axis == 0 ? innerOfLeft(call) : innerOfRight(call));
          piece.input(axis, own, range);
          ElementwiseRule.broadcast(call, piece, 2, axis, range);
        });
  }

  /**
   * Before version 11 there must be a C, and a sum over several parts would add it several times.
   */
  @Override
  public long terms(OperatorCall call) {
    boolean fixed = call.version() < 11 && call.input(2).present();
    return fixed ? 0 : call.input(0).shape().size(innerOfLeft(call));
  }

  @Override
  public Slicing summand(OperatorCall call, Box output, Range terms, boolean first) {
    SlicingBuilder piece =
        narrowed(call, output)
            .input(0, innerOfLeft(call), terms)
            .input(1, innerOfRight(call), terms);
    return (first ? piece : piece.leaveOut(2)).build();
  }
}
