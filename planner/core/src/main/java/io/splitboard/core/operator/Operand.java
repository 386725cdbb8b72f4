package io.splitboard.core.operator;

import io.splitboard.core.network.ElementType;
import io.splitboard.core.network.Shape;

/**
 * A value that an operator reads or makes.
 *
 * @param name as in the model; empty for an optional one that is left out
 * @param type element type
 * @param shape dimensions
 * @param constant whether it is the same for every request
 */
public record Operand(String name, ElementType type, Shape shape, boolean constant) {

  /** What stands for an optional operand that is left out. */
  public static final Operand ABSENT = new Operand("", ElementType.OPAQUE, Shape.of(), false);

  /** Whether the operand is there. */
  public boolean present() {
    return !name.isEmpty();
  }

  boolean isFloating() {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
      default -> false;
    };
  }
}
