package io.splitboard.core.operator;

import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;

/** To and from integers, by one scale, one for each index of an axis, or one for each block. */
record QuantizationRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    int rank = call.input(0).shape().rank();
    boolean scaled = axis == Settings.axis(call, 1, rank);
    if (call.integer("block_size", 0) != 0) {
      return scaled
          ? AxisCut.whole("its blocks lie along this axis")
          : AxisCut.same(0, axis).and(1, axis).and(2, axis);
    }
    AxisCut cut = AxisCut.same(0, axis);
    Operand scale = call.input(1);
    boolean perAxis = scale.shape().rank() == 1 && scale.shape().size(0) > 1;
    return scaled && perAxis ? cut.and(1, 0).and(2, 0) : cut;
  }
}
