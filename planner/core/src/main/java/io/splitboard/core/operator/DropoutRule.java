package io.splitboard.core.operator;

import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;

/** Passes its input on; in training it does not, and only then it is random. */
record DropoutRule() implements AxisWiseRule {

  @Override
  public AxisCut cut(OperatorCall call, int axis) {
    return passes(call) ? AxisCut.same(0, axis) : AxisCut.whole("it may drop elements at random");
  }

  /** Whether it surely does nothing. */
  static boolean passes(OperatorCall call) {
    Operand training = call.input(2);
    return !training.present() || (Settings.isKnown(training) && training.values().get(0) == 0);
  }
}
