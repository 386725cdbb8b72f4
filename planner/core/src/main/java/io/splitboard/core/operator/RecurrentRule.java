package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import java.util.Optional;

/**
 * LSTM, GRU and plain recurrence. Weight shapes: (directions, gates·hidden, input) and (directions,
 * gates·hidden, hidden).
 */
record RecurrentRule() implements OperatorRule {

  /** Each step of each sequence multiplies by both weights of every direction. */
  @Override
  public long macs(OperatorCall call) {
    Shape sequence = call.input(0).shape();
    if (sequence.rank() != 3) {
      return 0;
    }
    long weights =
        Math.addExact(call.input(1).shape().elements(), call.input(2).shape().elements());
    return Math.multiplyExact(Math.multiplyExact(sequence.size(0), sequence.size(1)), weights);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return position >= 1 && position <= 3;
  }

  @Override
  public Optional<String> whyWhole(OperatorCall call, int axis) {
    return Optional.of("it carries a state from step to step");
  }
}
