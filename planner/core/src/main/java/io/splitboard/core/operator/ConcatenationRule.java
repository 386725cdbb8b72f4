package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;

/** Puts its inputs one behind the other along an axis. */
record ConcatenationRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    boolean along = axis == Settings.axis(call, 1, call.output(0).shape().rank());
    return AxisCut.by(
        (piece, range) -> {
          long start = 0;
          for (int position = 0; position < call.inputs().size(); position++) {
            Range all = Range.of(call.input(position).shape().size(axis));
            if (!along) {
              piece.input(position, axis, range);
            } else if (range.shift(-start).intersect(all).isEmpty()) {
              piece.leaveOut(position);
            } else {
              piece.input(position, axis, range.shift(-start).intersect(all));
            }
            start += all.size();
          }
        });
  }
}
