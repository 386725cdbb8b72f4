package io.splitboard.core.operator;

import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;

/** Each output element depends on the same element of every input; inputs are broadcast. */
record ElementwiseRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return AxisCut.by(
        (piece, range) -> {
          for (int position = 0; position < call.inputs().size(); position++) {
            broadcast(call, piece, position, axis, range);
          }
        });
  }

  /** Narrows an input that is broadcast to the output, unless it is repeated along the axis. */
  static void broadcast(
      OperatorCall call, SlicingBuilder piece, int position, int axis, Range range) {
    Operand operand = call.input(position);
    int own = axis - call.output(0).shape().rank() + operand.shape().rank();
    if (operand.present() && own >= 0 && operand.shape().size(own) > 1) {
      piece.input(position, own, range);
    }
  }
}
