package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;

/** Divides each element by the strength of its neighbours in other channels. */
record LocalResponseRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return axis == 1
        ? AxisCut.by((piece, range) -> channels(call, piece, range))
        : AxisCut.same(0, axis);
  }

  private static void channels(OperatorCall call, SlicingBuilder piece, Range range) {
    long size = call.integer("size", 1);
    long before = (size - 1) / 2;
    Range wide = new Range(Math.max(0, range.from() - before), range.to() + size - 1 - before);
    Range read = wide.intersect(Range.of(call.input(0).shape().size(1)));
    piece.input(0, 1, read).output(1, read);
  }
}
