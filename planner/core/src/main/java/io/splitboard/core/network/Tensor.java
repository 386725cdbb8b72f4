package io.splitboard.core.network;

/**
 * A tensor that flows through a network. Weights are not tensors in this sense: they belong to
 * layers.
 *
 * @param name unique in the network
 * @param type element type
 * @param shape dimensions with symbolic ones bound; one that was seen, where it varies
 * @param varies whether the shape depends on the values of the network's inputs, so that it can be
 *     another one for each request
 */
public record Tensor(String name, ElementType type, Shape shape, boolean varies) {

  /** A tensor that has the same shape in every request. */
  public Tensor(String name, ElementType type, Shape shape) {
    this(name, type, shape, false);
  }

  /** Size in bytes when sent uncompressed; 0 for types that cannot travel. */
  public long bytes() {
    return shape.elements() * type.bytes();
  }
}
