package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Scales and shifts each channel. */
record BatchNormalizationRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    if (call.integer("training_mode", 0) != 0 || call.output(1).present()) {
      return AxisCut.whole("in training mode it normalizes over the whole batch");
    }
    if (call.input(1).shape().rank() != 1) {
      return AxisCut.whole("it has statistics for every position");
    }
    AxisCut cut = AxisCut.same(0, axis);
    return axis == 1 ? cut.and(1, 0).and(2, 0).and(3, 0).and(4, 0) : cut;
  }
}
