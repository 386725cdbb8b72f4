package io.splitboard.core.network;

import java.util.List;

/**
 * A value that an operator reads or makes.
 *
 * @param name as in the model; empty for an optional one that is left out
 * @param type element type
 * @param shape dimensions
 * @param constant whether it is the same for every request
 * @param values what a short constant of integers or real numbers holds, such as pads, axes, sizes
 *     or scales; empty if it is not known or long
 */
public record Operand(
    String name, ElementType type, Shape shape, boolean constant, List<Double> values) {

  /** Copies the list. */
  public Operand {
    values = List.copyOf(values);
  }

  /** An operand of which no values are known. */
  public Operand(String name, ElementType type, Shape shape, boolean constant) {
    this(name, type, shape, constant, List.of());
  }

  /** What stands for an optional operand that is left out. */
  public static final Operand ABSENT = new Operand("", ElementType.OPAQUE, Shape.of(), false);

  /**
   * The values as integers, cut off to the range of {@code long}.
   *
   * @return empty if they are not known
   */
  public List<Long> integers() {
    return values.stream().map(Double::longValue).toList();
  }

  /** Whether the operand is there. */
  public boolean present() {
    return !name.isEmpty();
  }

  /** Whether it holds real numbers. */
  public boolean isFloating() {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
      default -> false;
    };
  }
}
