package io.splitboard.core.operator;

import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Parts its input along an axis. */
record SplitRule() implements AxisWiseRule {

  /** From this version of ONNX's operators on, the sizes of the outputs are an input. */
  private static final long SIZES_ARE_INPUT = 13;

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    if (axis != Settings.axis(call, 0, call.input(0).shape().rank())) {
      return AxisCut.same(0, axis);
    }
    long each = call.output(0).shape().size(axis);
    for (Operand output : call.outputs()) {
      if (!output.present() || output.shape().size(axis) != each) {
        return AxisCut.whole("it parts its input along this axis, and not evenly");
      }
    }
    return AxisCut.by((piece, range) -> evenly(call, piece, axis, range));
  }

  /** The same part of every output lies in as many parts of the input. */
  private static void evenly(OperatorCall call, SlicingBuilder piece, int axis, Range range) {
    List<Range> read = new ArrayList<>();
    for (int i = 0; i < call.outputs().size(); i++) {
      read.add(range.shift(i * call.output(0).shape().size(axis)));
    }
    piece.input(0, axis, read);
    List<Long> sizes = Collections.nCopies(read.size(), range.size());
    if (call.version() < SIZES_ARE_INPUT) {
      piece.list("split", sizes);
    } else {
      piece.constant(1, sizes).without("num_outputs");
    }
  }
}
