package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;

/** General matrix product {@code αAB + βC}, either factor transposed or not. */
record GemmRule() implements OperatorRule {

  @Override
  public long macs(OperatorCall call) {
    Shape left = call.input(0).shape();
    if (left.rank() != 2) {
      return 0;
    }
    long inner = left.size(call.integer("transA", 0) == 0 ? 1 : 0);
    return Math.multiplyExact(call.output(0).shape().elements(), inner);
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return LayerKind.DENSE;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return true;
  }
}
