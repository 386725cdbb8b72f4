package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Picks indices of one axis. The axes of the indices take that axis' place. */
record GatherRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    int picked = Settings.axis(call, 0, call.input(0).shape().rank());
    int indices = call.input(1).shape().rank();
    if (axis < picked) {
      return AxisCut.same(0, axis);
    }
    return axis < picked + indices
        ? AxisCut.same(1, axis - picked)
        : AxisCut.same(0, axis - indices + 1);
  }
}
