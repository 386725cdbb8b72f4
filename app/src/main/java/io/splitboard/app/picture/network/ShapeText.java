package io.splitboard.app.picture.network;

import io.splitboard.core.network.Shape;

/** Shapes in the few characters that fit on a box. */
final class ShapeText {

  private ShapeText() {}

  /**
   * {@code 64 · 112²} for 1×64×112×112 (channels, then the map), {@code 1000} for 1×1000; a batch
   * larger than one is kept.
   */
  static String brief(Shape shape) {
    if (shape.rank() == 4 && shape.size(0) == 1) {
      long height = shape.size(2);
      long width = shape.size(3);
      return shape.size(1) + " · " + (height == width ? height + "²" : height + "×" + width);
    }
    if (shape.rank() > 1 && shape.size(0) == 1) {
      return new Shape(shape.dims().subList(1, shape.rank())).toString();
    }
    return shape.toString();
  }
}
