package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;

/** Spreads channels over blocks of rows and columns. */
record DepthToSpaceRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    long block = call.integer("blocksize", 1);
    if (axis == 0) {
      return AxisCut.same(0, 0);
    }
    if (axis == 1) {
      return call.text("mode", "DCR").equals("CRD")
          ? AxisCut.by(
              (piece, range) ->
                  piece.input(
                      0, 1, new Range(range.from() * block * block, range.to() * block * block)))
          : AxisCut.whole("each of its channels is made of channels that lie apart");
    }
    return AxisCut.by(
        (piece, range) -> {
          Range read = new Range(range.from() / block, (range.to() - 1) / block + 1);
          piece
              .input(0, axis, read)
              .output(axis, new Range(read.from() * block, read.to() * block));
        });
  }
}
