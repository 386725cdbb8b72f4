package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An operator that works along some axes and computes every index of the others alone. Outputs have
 * the input's axes.
 *
 * @param along the axes that it works along; empty if they are not known
 * @param why what it does there, the end of a sentence
 */
record AlongAxesRule(Function<OperatorCall, Optional<List<Integer>>> along, String why)
    implements AxisWiseRule {

  static final String NORMALIZES = "it normalizes over this axis";

  /** Works along the axis that an attribute names. */
  static AlongAxesRule attribute(long otherwise, String why) {
    return new AlongAxesRule(
        call -> Optional.of(List.of(Settings.axis(call, otherwise, call.input(0).shape().rank()))),
        why);
  }

  /** Before version 13 these flattened their input to a matrix. */
  static AlongAxesRule softmax() {
    return new AlongAxesRule(
        call -> {
          int rank = call.input(0).shape().rank();
          int axis = Settings.axis(call, call.version() < 13 ? 1 : -1, rank);
          return Optional.of(
              call.version() < 13 ? IntStream.range(axis, rank).boxed().toList() : List.of(axis));
        },
        NORMALIZES);
  }

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    Optional<List<Integer>> axes = along.apply(call);
    if (axes.isEmpty()) {
      return AxisCut.whole("its axis is not constant");
    }
    return axes.get().contains(axis) ? AxisCut.whole(why) : AxisCut.same(0, axis);
  }
}
