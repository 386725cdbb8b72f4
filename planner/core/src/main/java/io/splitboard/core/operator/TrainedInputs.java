package io.splitboard.core.operator;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Range;
import java.util.Optional;
import java.util.Set;

/**
 * A rule for an operator whose trained inputs are at known positions. Batch normalization, for one,
 * trains its scale and shift but only observes its mean and variance.
 *
 * @param rule all else
 * @param parameters positions of trained inputs
 */
record TrainedInputs(OperatorRule rule, Set<Integer> parameters) implements OperatorRule {

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return parameters.contains(position);
  }

  @Override
  public long macs(OperatorCall call) {
    return rule.macs(call);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return rule.kind(call);
  }

  @Override
  public Optional<String> whyWhole(OperatorCall call, int axis) {
    return rule.whyWhole(call, axis);
  }

  @Override
  public Slicing slice(OperatorCall call, Box output) {
    return rule.slice(call, output);
  }

  @Override
  public long terms(OperatorCall call) {
    return rule.terms(call);
  }

  @Override
  public Slicing summand(OperatorCall call, Box output, Range terms, boolean first) {
    return rule.summand(call, output, terms, first);
  }
}
