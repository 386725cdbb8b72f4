package io.splitboard.core.network;

/**
 * A tensor that flows through a network. Weights are not tensors in this sense: they belong to
 * layers.
 *
 * @param name unique in the network
 * @param type element type
 * @param shape dimensions with symbolic ones bound
 */
public record Tensor(String name, ElementType type, Shape shape) {

  /** Size in bytes when sent uncompressed; 0 for types that cannot travel. */
  public long bytes() {
    return shape.elements() * type.bytes();
  }
}
