package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Repeats its input along axes. */
record TileRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    boolean once = call.input(0).shape().size(axis) == call.output(0).shape().size(axis);
    return once ? AxisCut.same(0, axis) : AxisCut.whole("it repeats its input along this axis");
  }
}
