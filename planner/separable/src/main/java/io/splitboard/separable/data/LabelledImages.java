package io.splitboard.separable.data;

import io.splitboard.separable.network.ImageShape;

/**
 * Images with their classes. The arrays are shared, not copied.
 *
 * @param shape of each image
 * @param pixels image after image, each channel after channel, row after row
 * @param labels class of each image
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledImages(ImageShape shape, float[] pixels, int[] labels) {

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** Pixels of some images, one after the other. */
  public float[] pixels(int[] images) {
    int elements = shape.elements();
    float[] chosen = new float[images.length * elements];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(pixels, images[i] * elements, chosen, i * elements, elements);
    }
    return chosen;
  }

  /** Classes of some images. */
  public int[] labels(int[] images) {
    int[] chosen = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      chosen[i] = labels[images[i]];
    }
    return chosen;
  }
}
