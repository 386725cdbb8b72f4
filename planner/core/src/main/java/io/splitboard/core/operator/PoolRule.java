package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The largest or the mean value of each window. */
record PoolRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    if (call.output(1).present()) {
      return AxisCut.whole("it also tells where in the whole input each value was found");
    }
    if (axis < 2) {
      return AxisCut.same(0, axis);
    }
    if (call.operator().equals("LpPool") && call.text("auto_pad", "").startsWith("SAME")) {
      return AxisCut.whole("ONNX Runtime ignores its automatic padding");
    }
    return windows(call, axis - 2).output() == expected(call, axis - 2)
        ? AxisCut.by((piece, range) -> narrow(call, piece, axis - 2, range))
        : AxisCut.whole("it makes another number of windows than its declared shape says");
  }

  /**
   * With automatic padding and a stride beyond the kernel, ONNX Runtime takes away instead: its
   * pools, unlike its convolutions, then start behind the first element.
   */
  private static Windows windows(OperatorCall call, int spatial) {
    long kernel = call.list("kernel_shape", List.of()).get(spatial);
    Windows plain = Windows.of(call, spatial, kernel);
    String padding = call.text("auto_pad", "");
    if (!padding.startsWith("SAME")) {
      return plain;
    }
    long total = (plain.output() - 1) * plain.stride() + plain.extent() - plain.input();
    long head = padding.equals("SAME_LOWER") ? (total + 1) / 2 : total / 2;
    return new Windows(
        plain.input(), plain.output(), plain.extent(), plain.stride(), head, total - head);
  }

  /** Windows that ONNX Runtime makes; shape inference counts some that lie behind the padding. */
  private static long expected(OperatorCall call, int spatial) {
    Windows windows = windows(call, spatial);
    long stride = windows.stride();
    if (call.text("auto_pad", "").startsWith("SAME")) {
      return -Math.floorDiv(-windows.input(), stride);
    }
    long padded = windows.input() + windows.head() + windows.tail();
    if (call.integer("ceil_mode", 0) == 0) {
      return (padded - windows.extent()) / stride + 1;
    }
    long up = -Math.floorDiv(windows.extent() - padded, stride) + 1;
    return (up - 1) * stride >= padded ? up - 1 : up;
  }

  private static void narrow(OperatorCall call, SlicingBuilder piece, int spatial, Range range) {
    int rank = call.output(0).shape().rank() - 2;
    List<Long> pads = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      pads.add(i, windows(call, i).head());
      pads.add(windows(call, i).tail());
    }
    Windows.Part part = windows(call, spatial).part(range);
    piece
        .input(0, spatial + 2, part.input())
        .output(spatial + 2, part.output())
        .elements("pads", pads, Map.of(spatial, part.head(), spatial + rank, part.tail()))
        .without("auto_pad");
  }

  /** Axes that are whole get their padding in numbers, too; it must not be negative. */
  @Override
  public void complete(OperatorCall call, SlicingBuilder piece) {
    if (!call.text("auto_pad", "").startsWith("SAME")) {
      return;
    }
    for (int axis = 2; axis < call.output(0).shape().rank(); axis++) {
      Range all = Range.of(call.output(0).shape().size(axis));
      if (piece.output().range(axis).equals(all) && piece.changes("pads")) {
        narrow(call, piece, axis - 2, all);
      }
    }
    if (call.integer("ceil_mode", 0) != 0 && piece.changes("pads")) {
      piece.integer("ceil_mode", 0);
    }
  }
}
