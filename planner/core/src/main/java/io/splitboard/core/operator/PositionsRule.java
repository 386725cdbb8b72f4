package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import java.util.Set;

/**
 * An operator bound by memory, whose trained inputs are at known positions. Batch normalization,
 * for one, trains its scale and shift but only observes its mean and variance.
 *
 * @param parameters positions of trained inputs
 */
record PositionsRule(Set<Integer> parameters) implements OperatorRule {

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return parameters.contains(position);
  }
}
