package io.splitboard.separable.network;

import java.util.Arrays;

/**
 * A dense float array with its shape. The values are shared, not copied: nobody writes to them
 * after construction.
 *
 * @param shape dimensions
 * @param values in row-major order
 */
public record Array(long[] shape, float[] values) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if shape and values do not fit
   */
  public Array {
    if (elements(shape) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not make " + Arrays.toString(shape));
    }
  }

  static long elements(long... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Array array
        && Arrays.equals(shape, array.shape)
        && Arrays.equals(values, array.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "array " + Arrays.toString(shape);
  }
}
