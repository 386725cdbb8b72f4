package io.splitboard.core.operator;

import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Settings of operators that are attributes in some versions and inputs in others. */
final class Settings {

  private Settings() {}

  /** Counts a negative axis from the end. */
  static int axis(long axis, int rank) {
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** An axis attribute, counted from the front. */
  static int axis(OperatorCall call, long otherwise, int rank) {
    return axis(call.integer("axis", otherwise), rank);
  }

  /** Whether the values of an operand are known. */
  static boolean isKnown(Operand operand) {
    return operand.constant() && operand.values().size() == operand.shape().elements();
  }

  /**
   * A list that is an attribute or a constant input.
   *
   * @param position of the input
   * @param otherwise if there is neither
   * @return empty if it is an input whose values are not known
   */
  static Optional<List<Long>> list(
      OperatorCall call, String attribute, int position, List<Long> otherwise) {
    Operand input = call.input(position);
    if (input.present()) {
      return isKnown(input) ? Optional.of(input.integers()) : Optional.empty();
    }
    return Optional.of(call.list(attribute, otherwise));
  }

  /** The same for axes, counted from the front. */
  static Optional<List<Integer>> axes(OperatorCall call, int position, List<Long> otherwise) {
    int rank = call.input(0).shape().rank();
    return list(call, "axes", position, otherwise)
        .map(axes -> axes.stream().map(axis -> axis(axis, rank)).toList());
  }

  /** All axes of a tensor from one on. */
  static List<Long> from(int first, int rank) {
    return LongStream.range(first, rank).boxed().toList();
  }
}
