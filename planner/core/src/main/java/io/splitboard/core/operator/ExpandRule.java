package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Repeats its input along axes of size 1 and along new ones. */
record ExpandRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return AxisCut.by((piece, range) -> ElementwiseRule.broadcast(call, piece, 0, axis, range));
  }

  @Override
  public void complete(OperatorCall call, SlicingBuilder piece) {
    piece.constant(1, piece.output().shape().dims());
  }
}
