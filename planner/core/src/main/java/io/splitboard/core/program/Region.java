package io.splitboard.core.program;

import io.splitboard.core.network.Box;
import io.splitboard.core.network.Range;
import io.splitboard.core.network.Shape;

/** Which part of a tensor a fragment holds. */
public sealed interface Region {

  /** All of it. */
  record All() implements Region {}

  /** A box of it: rows, columns, channels, or a tile. */
  record Part(Box box) implements Region {}

  /**
   * What some terms add to a box of it: all devices' summands of the same box together are the
   * box's value.
   *
   * @param terms which input channels are summed
   * @param of how many there are
   */
  record Summand(Box box, Range terms, long of) implements Region {}

  /** The whole tensor. */
  Region ALL = new All();

  /** A box as a region: all of it if it is that. */
  static Region of(Box box, Shape shape) {
    return box.isAllOf(shape) ? ALL : new Part(box);
  }

  /** The box that is held, of a tensor of this shape. */
  default Box box(Shape shape) {
    if (this instanceof Part part) {
      return part.box();
    }
    return this instanceof Summand summand ? summand.box() : Box.of(shape);
  }

  /** Ends the name of a value that holds this region; empty for all of a tensor. */
  default String suffix() {
    if (this instanceof Part part) {
      return "#" + part.box();
    }
    return this instanceof Summand summand
        ? "#" + summand.box() + "+" + summand.terms() + "of" + summand.of()
        : "";
  }
}
