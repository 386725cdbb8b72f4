package io.splitboard.separable.network;

/**
 * What a network reads and how many answers it has.
 *
 * @param channels of an image
 * @param size height and width of an image
 * @param classes number of classes
 */
public record ImageShape(int channels, int size, int classes) {

  /** Elements of one image. */
  public int elements() {
    return channels * size * size;
  }
}
