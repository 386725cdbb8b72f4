package io.splitboard.core.network;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Dimensions of a tensor, all bound: an importer replaces symbolic dimensions by the values that
 * the user chose, or by the stated defaults, before a network exists.
 *
 * @param dims sizes, outermost first; empty for a scalar
 */
public record Shape(List<Long> dims) {

  /** Checks that no dimension is negative. */
  public Shape {
    dims = List.copyOf(dims);
    if (dims.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException("negative dimension in " + dims);
    }
  }

  /** Shape of the given sizes. */
  public static Shape of(long... sizes) {
    return new Shape(java.util.Arrays.stream(sizes).boxed().toList());
  }

  /** Number of dimensions. */
  public int rank() {
    return dims.size();
  }

  /** Size of one dimension. */
  public long size(int axis) {
    return dims.get(axis);
  }

  /**
   * Number of elements; 1 for a scalar.
   *
   * @throws ArithmeticException if the product does not fit a {@code long}
   */
  public long elements() {
    long elements = 1;
    for (long size : dims) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  /** The sizes as an array, for interfaces that want one. */
  public long[] toArray() {
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  /** As people write it: {@code 1×3×224×224}; {@code scalar} for rank 0. */
  @Override
  public String toString() {
    return dims.isEmpty()
        ? "scalar"
        : dims.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
