package io.splitboard.core.program;

/**
 * Part of a layer that a task computes.
 *
 * @param layer id
 * @param region which part of the layer's outputs, in coordinates of the first one
 * @param work its share of the layer's work, 1 for all of it
 * @param weightBytes bytes of the layer's weights that it reads
 * @param weights tells apart the slices of the layer's weights that pieces read; empty for all of
 *     them. Pieces of one layer with equal slices share one copy on a device
 */
public record Piece(String layer, Region region, double work, long weightBytes, String weights) {

  /** All of a layer. */
  public static Piece whole(String layer, long weightBytes) {
    return new Piece(layer, Region.ALL, 1, weightBytes, "");
  }

  /** Whether it is all of its layer. */
  public boolean isWhole() {
    return region instanceof Region.All;
  }
}
