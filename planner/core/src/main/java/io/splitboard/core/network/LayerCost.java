package io.splitboard.core.network;

/**
 * What a layer costs on any device.
 *
 * @param macs multiply-accumulates of convolutions and matrix products, batch as bound; 0 for
 *     others
 * @param parameters trained numbers; the running mean and variance of batch normalization are not
 *     counted, as is usual
 * @param weightBytes bytes of all initializers that the layer reads
 */
public record LayerCost(long macs, long parameters, long weightBytes) {

  /** The cost of nothing. */
  public static final LayerCost ZERO = new LayerCost(0, 0, 0);

  /** Sum of two costs. */
  public LayerCost plus(LayerCost other) {
    return new LayerCost(
        macs + other.macs, parameters + other.parameters, weightBytes + other.weightBytes);
  }
}
