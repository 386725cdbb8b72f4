package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import java.util.List;
import java.util.Optional;

/**
 * Reduces its input to one element along some axes.
 *
 * @param single whether there is just one axis, named by an attribute
 */
record ReductionRule(boolean single) implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    boolean keeps = call.integer("keepdims", 1) != 0;
    Shape input = call.input(0).shape();
    if (keeps || call.output(0).shape().rank() == input.rank()) {
      return AxisCut.same(0, axis);
    }
    Optional<List<Integer>> reduced = reduced(call);
    if (reduced.isEmpty()) {
      return AxisCut.whole("the axes that it reduces are not constant");
    }
    int left = axis;
    for (int own = 0; own < input.rank(); own++) {
      if (!reduced.get().contains(own) && left-- == 0) {
        return AxisCut.same(0, own);
      }
    }
    throw new IllegalStateException("%s has no axis %d".formatted(call.operator(), axis));
  }

  private Optional<List<Integer>> reduced(OperatorCall call) {
    return single
        ? Optional.of(List.of(Settings.axis(call, 0, call.input(0).shape().rank())))
        : Settings.axes(call, 1, List.of());
  }
}
