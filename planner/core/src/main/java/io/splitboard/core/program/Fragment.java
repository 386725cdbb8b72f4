package io.splitboard.core.program;

import io.splitboard.core.network.Tensor;

/**
 * A region of a tensor: what tasks read and make, and what transfers carry.
 *
 * @param tensor name of the tensor in the network
 * @param region which part
 * @param bytes size when sent uncompressed
 */
public record Fragment(String tensor, Region region, long bytes) {

  /** All of a tensor. */
  public static Fragment of(Tensor tensor) {
    return new Fragment(tensor.name(), Region.ALL, tensor.bytes());
  }

  /** A region of a tensor. */
  public static Fragment of(Tensor tensor, Region region) {
    long bytes =
        region instanceof Region.All
            ? tensor.bytes()
            : region.box(tensor.shape()).elements() * tensor.type().bytes();
    return new Fragment(tensor.name(), region, bytes);
  }

  /** Name under which the fragment is stored on a device: unique per tensor and region. */
  public String key() {
    return tensor + region.suffix();
  }
}
