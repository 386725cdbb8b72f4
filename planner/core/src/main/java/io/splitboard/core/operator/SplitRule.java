package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Parts its input along an axis. */
record SplitRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return axis == Settings.axis(call, 0, call.input(0).shape().rank())
        ? AxisCut.whole("it parts its input along this axis")
        : AxisCut.same(0, axis);
  }
}
