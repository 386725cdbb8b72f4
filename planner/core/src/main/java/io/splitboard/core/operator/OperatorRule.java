package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;

/**
 * What is known of one kind of operator. A new operator is one small class and a line in {@link
 * Operators}.
 *
 * <p>Costs follow the field's habit: only convolutions and matrix products have
 * multiply-accumulates.
 */
public interface OperatorRule {

  /**
   * Multiply-accumulates of one call; 0 unless it convolves or multiplies matrices. Bias additions
   * are not counted.
   */
  default long macs(OperatorCall call) {
    return 0;
  }

  /** What limits the speed of a call. */
  default LayerKind kind(OperatorCall call) {
    return LayerKind.MEMORY;
  }

  /**
   * Whether the constant at an input position is trained rather than a setting. A single number is
   * taken for a setting.
   */
  default boolean isParameter(OperatorCall call, int position) {
    Operand operand = call.input(position);
    return operand.isFloating() && operand.shape().elements() > 1;
  }

  /** Trained numbers that a call reads: elements of its constant inputs that are parameters. */
  default long parameters(OperatorCall call) {
    long parameters = 0;
    for (int position = 0; position < call.inputs().size(); position++) {
      if (call.input(position).constant() && isParameter(call, position)) {
        parameters += call.input(position).shape().elements();
      }
    }
    return parameters;
  }
}
