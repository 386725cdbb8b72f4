package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;

/** Normalizes each group of channels of each sample. */
record GroupNormalizationRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    long groups = call.integer("num_groups", 1);
    if (axis == 0) {
      return AxisCut.same(0, 0);
    }
    if (axis > 1) {
      return AxisCut.whole(AlongAxesRule.NORMALIZES);
    }
    if (groups < 2) {
      return AxisCut.whole("it normalizes over all channels at once");
    }
    return AxisCut.by((piece, range) -> groups(call, piece, groups, range));
  }

  private static void groups(OperatorCall call, SlicingBuilder piece, long groups, Range range) {
    long channels = call.input(0).shape().size(1);
    long perGroup = channels / groups;
    Range used = new Range(range.from() / perGroup, (range.to() - 1) / perGroup + 1);
    Range made = new Range(used.from() * perGroup, used.to() * perGroup);
    piece.output(1, made).input(0, 1, made).integer("num_groups", used.size());
    for (int position = 1; position <= 2; position++) {
      boolean perChannel = call.input(position).shape().size(0) == channels;
      piece.input(position, 0, perChannel ? made : used);
    }
  }
}
