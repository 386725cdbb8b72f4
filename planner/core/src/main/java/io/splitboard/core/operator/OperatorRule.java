package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.Operand;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.Optional;

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

  /**
   * Why a part of the output along one axis cannot be computed from parts of the inputs; empty if
   * it can. Shown to the user: the end of a sentence that begins "Layer x cannot be split by
   * rows:".
   *
   * @param axis of the outputs; all outputs that matter have the same size there
   */
  default Optional<String> whyWhole(OperatorCall call, int axis) {
    return Optional.of("%s can only be computed whole".formatted(call.operator()));
  }

  /**
   * How to compute one part of every output. The operator is asked only for parts that are narrower
   * than the whole along axes for which {@link #whyWhole} is empty.
   *
   * @param output not empty; in coordinates of the outputs
   */
  default Slicing slice(OperatorCall call, Box output) {
    throw new IllegalStateException(call.operator() + " can only be computed whole");
  }

  /**
   * How many terms each output element is a sum of, if they can be shared out over devices: the
   * input channels of a convolution or dense layer. 0 if it is no such sum.
   */
  default long terms(OperatorCall call) {
    return 0;
  }

  /**
   * How to compute the sum over some of the terms; what such parts make adds up to the output.
   *
   * @param output which part of the output; narrower than the whole as in {@link #slice}
   * @param terms not empty; within {@code [0, terms(call))}
   * @param first whether this part also adds what must be added once, such as the bias
   */
  default Slicing summand(OperatorCall call, Box output, Range terms, boolean first) {
    throw new IllegalStateException(call.operator() + " is no sum that can be shared out");
  }
}
