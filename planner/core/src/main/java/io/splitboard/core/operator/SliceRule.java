package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes every n-th index of some axes, forwards or backwards. */
record SliceRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    Optional<List<Integer>> axes = axes(call);
    Optional<List<Long>> steps = Settings.list(call, "steps", 4, List.of());
    if (axes.isEmpty() || steps.isEmpty()) {
      return AxisCut.whole("the axes that it slices are not constant");
    }
    int number = axes.get().indexOf(axis);
    long step = number < 0 || steps.get().isEmpty() ? 1 : steps.get().get(number);
    boolean all = step == 1 && call.output(0).shape().size(axis) == size(call, axis);
    if (number < 0 || all) {
      return AxisCut.same(0, axis);
    }
    Optional<List<Long>> starts = Settings.list(call, "starts", 1, List.of());
    if (starts.isEmpty()) {
      return AxisCut.whole("where it starts to slice is not constant");
    }
    long start = start(starts.get().get(number), size(call, axis), step);
    return AxisCut.by((piece, range) -> narrow(call, piece, axis, range, start, step));
  }

  private static long size(OperatorCall call, int axis) {
    return call.input(0).shape().size(axis);
  }

  private static Optional<List<Integer>> axes(OperatorCall call) {
    long count =
        call.input(1).present()
            ? call.input(1).shape().elements()
            : call.list("starts", List.of()).size();
    return Settings.axes(call, 3, Settings.from(0, (int) count));
  }

  /** Starts out of bounds are moved to the nearest index that the direction allows. */
  private static long start(long start, long size, long step) {
    long counted = start < 0 ? start + size : start;
    return step > 0
        ? Math.max(0, Math.min(size, counted))
        : Math.max(0, Math.min(size - 1, counted));
  }

  private static void narrow(
      OperatorCall call, SlicingBuilder piece, int axis, Range range, long start, long step) {
    long first = start + range.from() * step;
    long last = start + (range.to() - 1) * step;
    Range read = new Range(Math.min(first, last), Math.max(first, last) + 1);
    piece.input(0, axis, read);
    long size = read.size();
    set(call, piece, axis, step > 0 ? 0 : size - 1, step > 0 ? size : -size - 1);
  }

  /** All settings that are inputs are replaced, for they must be of one type. */
  private static void set(OperatorCall call, SlicingBuilder piece, int axis, long start, long end) {
    int number = axes(call).orElseThrow().indexOf(axis);
    if (!call.input(1).present()) {
      piece
          .elements("starts", call.list("starts", List.of()), Map.of(number, start))
          .elements("ends", call.list("ends", List.of()), Map.of(number, end));
      return;
    }
    piece.constantElements(1, call.input(1).integers(), Map.of(number, start));
    piece.constantElements(2, ends(call), Map.of(number, end));
    for (int position = 3; position <= 4; position++) {
      if (call.input(position).present()) {
        piece.constant(position, call.input(position).integers());
      }
    }
  }

  /** As in the model, or computed from the output where they are not known there. */
  private static List<Long> ends(OperatorCall call) {
    if (Settings.isKnown(call.input(2))) {
      return call.input(2).integers();
    }
    List<Integer> axes = axes(call).orElseThrow();
    List<Long> steps = Settings.list(call, "steps", 4, List.of()).orElseThrow();
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      long size = size(call, axes.get(i));
      long step = steps.isEmpty() ? 1 : steps.get(i);
      long behind =
          start(call.input(1).integers().get(i), size, step)
              + step * call.output(0).shape().size(axes.get(i));
      ends.add(behind < 0 ? -size - 1 : behind);
    }
    return ends;
  }
}
