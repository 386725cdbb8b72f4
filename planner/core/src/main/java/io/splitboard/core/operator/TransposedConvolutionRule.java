package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;

/** Transposed convolution. Weight shape: input channels, output channels per group, kernel. */
record TransposedConvolutionRule() implements OperatorRule {

  /** Every input element is spread over one kernel for all output channels of its group. */
  @Override
  public long macs(OperatorCall call) {
    Shape kernel = call.input(1).shape();
    long inputs = call.input(0).shape().elements();
    return kernel.rank() < 2 || kernel.size(0) == 0
        ? 0
        : Math.multiplyExact(inputs, kernel.elements() / kernel.size(0));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return ConvolutionRule.kindOf(call.input(1).shape(), call.integer("group", 1));
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return position == 1 || position == 2;
  }
}
