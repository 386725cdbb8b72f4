package io.splitboard.core.operator;

import io.splitboard.core.network.OperatorCall;
import java.util.Optional;

/**
 * An operator that is only computed whole.
 *
 * @param why the end of a sentence
 */
record WholeRule(String why) implements OperatorRule {

  @Override
  public Optional<String> whyWhole(OperatorCall call, int axis) {
    return Optional.of(why);
  }
}
