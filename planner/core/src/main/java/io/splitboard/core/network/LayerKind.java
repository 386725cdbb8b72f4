package io.splitboard.core.network;

/**
 * What limits a layer's speed. One MAC rate per device is wrong by 3–5× between these kinds, so
 * costs are kept apart by them.
 */
public enum LayerKind {
  /** Convolution with a kernel larger than 1×1, not depthwise. */
  CONVOLUTION,
  /** Convolution with a 1×1 kernel. */
  POINTWISE,
  /** Convolution with one input channel per group. */
  DEPTHWISE,
  /** Matrix product. */
  DENSE,
  /** Everything else: bound by reading and writing memory. */
  MEMORY
}
