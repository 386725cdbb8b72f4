package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;

/** Normalizes each channel of each sample. */
record InstanceNormalizationRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return switch (axis) {
      case 0 -> AxisCut.same(0, 0);
      case 1 -> AxisCut.same(0, 1).and(1, 0).and(2, 0);
      default -> AxisCut.whole(AlongAxesRule.NORMALIZES);
    };
  }
}
