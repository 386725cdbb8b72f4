package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds elements at the ends of axes, or takes some away. */
record PadRule() implements AxisWiseRule {

  /** Elements that an axis gets at its ends; negative if it loses some. */
  private record Ends(long head, long tail) {}

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    Optional<List<Integer>> axes = axes(call);
    if (axes.isEmpty()) {
      return AxisCut.whole("the axes that it pads are not constant");
    }
    int number = axes.get().indexOf(axis);
    if (number < 0) {
      return AxisCut.same(0, axis);
    }
    Optional<List<Long>> pads = Settings.list(call, "pads", 1, List.of());
    if (pads.isEmpty()) {
      return AxisCut.whole("its padding is not constant");
    }
    Ends ends = new Ends(pads.get().get(number), pads.get().get(number + axes.get().size()));
    String mode = call.text("mode", "constant");
    if (ends.head() == 0 && ends.tail() == 0) {
      return AxisCut.same(0, axis);
    }
    if (!mode.equals("constant") && !mode.equals("edge")) {
      return AxisCut.whole("it pads this axis with what lies elsewhere (%s)".formatted(mode));
    }
    return AxisCut.by(
        (piece, range) -> narrow(call, piece, axis, range, ends.head(), number, axes.get().size()));
  }

  private static Optional<List<Integer>> axes(OperatorCall call) {
    return Settings.axes(call, 3, Settings.from(0, call.input(0).shape().rank()));
  }

  /** A part that is padding alone is widened to the nearest element. */
  private static void narrow(
      OperatorCall call,
      SlicingBuilder piece,
      int axis,
      Range range,
      long head,
      int number,
      int count) {
    long size = call.input(0).shape().size(axis);
    long from = Math.min(range.from(), head + size - 1);
    long to = Math.max(range.to(), head + 1);
    Range read = new Range(Math.max(0, from - head), Math.min(size, to - head));
    long before = Math.max(0, head - from);
    long behind = Math.max(0, to - head - size);
    piece.input(0, axis, read).output(axis, new Range(from, to));
    Map<Integer, Long> changed = Map.of(number, before, number + count, behind);
    List<Long> pads = Settings.list(call, "pads", 1, List.of()).orElseThrow();
    if (call.input(1).present()) {
      piece.constantElements(1, pads, changed);
    } else {
      piece.elements("pads", pads, changed);
    }
  }
}
