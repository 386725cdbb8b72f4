package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;

/**
 * Matrix product, stacked over leading axes, quantized or not.
 *
 * @param left position of the left factor
 * @param right position of the right factor
 */
record MatrixProductRule(int left, int right) implements OperatorRule {

  /** Every output element is a sum over the left factor's last axis. */
  @Override
  public long macs(OperatorCall call) {
    Shape factor = call.input(left).shape();
    return factor.rank() == 0
        ? 0
        : Math.multiplyExact(call.output(0).shape().elements(), factor.size(factor.rank() - 1));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return position == left || position == right;
  }
}
