package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;

/** Gathers blocks of rows and columns into channels. */
record SpaceToDepthRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    long block = call.integer("blocksize", 1);
    return switch (axis) {
      case 0 -> AxisCut.same(0, 0);
      case 1 -> AxisCut.whole("its channels come from rows and columns that lie apart");
      default ->
          AxisCut.by(
              (piece, range) ->
                  piece.input(0, axis, new Range(range.from() * block, range.to() * block)));
    };
  }
}
