package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.Optional;

/** An operator whose output can be narrowed along one axis without regard to the others. */
interface AxisWiseRule extends OperatorRule {

  /** What the operator needs if its output is narrower along an axis. */
  AxisCut cut(OperatorCall call, int axis);

  /** Adds what depends on all axes, once each has been narrowed. */
  default void complete(OperatorCall call, SlicingBuilder piece) {}

  @Override
  default Optional<String> whyWhole(OperatorCall call, int axis) {
    return cut(call, axis).whyWhole();
  }

  @Override
  default Slicing slice(OperatorCall call, Box output) {
    return narrowed(call, output).build();
  }

  /** The slicing of an output part, to be changed further. */
  default SlicingBuilder narrowed(OperatorCall call, Box output) {
    SlicingBuilder piece = new SlicingBuilder(call, output);
    boolean whole = true;
    for (int axis = 0; axis < output.rank(); axis++) {
      Range range = output.range(axis);
      if (range.size() < call.output(0).shape().size(axis)) {
        AxisCut cut = cut(call, axis);
        if (cut.whyWhole().isPresent()) {
          throw new IllegalStateException(
              "%s cannot be narrower along axis %d: %s"
                  .formatted(call.operator(), axis, cut.whyWhole().get()));
        }
        cut.narrow().accept(piece, range);
        whole = false;
      }
    }
    if (!whole) {
      complete(call, piece);
    }
    return piece;
  }
}
