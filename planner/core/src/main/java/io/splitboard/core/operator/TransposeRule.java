package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import java.util.List;

/** Orders the axes anew; by default the other way round. */
record TransposeRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    int rank = call.input(0).shape().rank();
    List<Long> order = call.list("perm", List.of());
    return AxisCut.same(0, order.isEmpty() ? rank - 1 - axis : order.get(axis).intValue());
  }
}
