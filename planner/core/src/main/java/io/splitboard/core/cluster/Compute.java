package io.splitboard.core.cluster;

import io.splitboard.core.network.LayerKind;

/**
 * How fast a device computes.
 *
 * @param convolutionGmacPerSecond rate of convolutions larger than 1×1
 * @param pointwiseGmacPerSecond rate of 1×1 convolutions
 * @param depthwiseGmacPerSecond rate of depthwise convolutions
 * @param denseGmacPerSecond rate of matrix products whose weights are in cache
 * @param memoryMegabytesPerSecond rate of reading and writing memory; bounds dense layers too
 * @param callOverheadMs time that each task takes besides its work
 */
public record Compute(
    double convolutionGmacPerSecond,
    double pointwiseGmacPerSecond,
    double depthwiseGmacPerSecond,
    double denseGmacPerSecond,
    double memoryMegabytesPerSecond,
    double callOverheadMs) {

  /** MAC rate for a kind of layer, in GMAC/s; infinite for layers that do no MACs. */
  public double gmacPerSecond(LayerKind kind) {
    return switch (kind) {
      case CONVOLUTION -> convolutionGmacPerSecond;
      case POINTWISE -> pointwiseGmacPerSecond;
      case DEPTHWISE -> depthwiseGmacPerSecond;
      case DENSE -> denseGmacPerSecond;
      case MEMORY -> Double.POSITIVE_INFINITY;
    };
  }
}
