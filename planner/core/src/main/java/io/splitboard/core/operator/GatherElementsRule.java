package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Picks along one axis the element that the indices name, for every position of the others. */
record GatherElementsRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    AxisCut indices = AxisCut.same(1, axis);
    return axis == Settings.axis(call, 0, call.input(0).shape().rank())
        ? indices
        : indices.and(0, axis);
  }
}
