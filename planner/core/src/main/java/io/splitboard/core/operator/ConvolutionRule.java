package io.splitboard.core.operator;

import io.splitboard.core.network.LayerKind;
import io.splitboard.core.network.OperatorCall;
import io.splitboard.core.network.Shape;
import java.util.Set;

/**
 * Convolution over any number of axes, quantized or not. Weight shape: output channels, input
 * channels per group, kernel.
 *
 * @param weight position of the weight
 * @param parameters positions of trained inputs
 */
record ConvolutionRule(int weight, Set<Integer> parameters) implements OperatorRule {

  /** Every output element needs one kernel over all channels of its group. */
  @Override
  public long macs(OperatorCall call) {
    Shape kernel = call.input(weight).shape();
    long outputs = call.output(0).shape().elements();
    return kernel.rank() < 2 || kernel.size(0) == 0
        ? 0
        : Math.multiplyExact(outputs, kernel.elements() / kernel.size(0));
  }

  @Override
  public LayerKind kind(OperatorCall call) {
    return kindOf(call.input(weight).shape(), call.integer("group", 1));
  }

  static LayerKind kindOf(Shape kernel, long groups) {
    if (groups > 1 && kernel.rank() > 1 && kernel.size(1) == 1) {
      return LayerKind.DEPTHWISE;
    }
    boolean pointwise = kernel.dims().stream().skip(2).allMatch(size -> size == 1);
    return pointwise ? LayerKind.POINTWISE : LayerKind.CONVOLUTION;
  }

  @Override
  public boolean isParameter(OperatorCall call, int position) {
    return parameters.contains(position);
  }
}
