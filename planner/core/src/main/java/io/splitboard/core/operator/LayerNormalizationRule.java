package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Normalizes over all axes from one on. */
record LayerNormalizationRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    if (axis >= Settings.axis(call, -1, call.input(0).shape().rank())) {
      return AxisCut.whole(AlongAxesRule.NORMALIZES);
    }
    return AxisCut.by(
        (piece, range) -> {
          for (int position = 0; position < call.inputs().size(); position++) {
            ElementwiseRule.broadcast(call, piece, position, axis, range);
          }
        });
  }
}
