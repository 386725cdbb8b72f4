package io.splitboard.core.tensor;

/**
 * How pixels become a network's input; which one is right depends on how the network was trained.
 */
public enum ImagePreset {
  /** Short side to 256/224 of the input, centre cropped, ImageNet's mean and deviation. */
  IMAGENET(true, 1 / 255.0, new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225}),
  /** Stretched to the input's size, 0 to 1. */
  ZERO_TO_ONE(false, 1 / 255.0, new double[] {0, 0, 0}, new double[] {1, 1, 1}),
  /** Stretched to the input's size, -1 to 1. */
  MINUS_ONE_TO_ONE(false, 1 / 255.0, new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5}),
  /** Stretched to the input's size, 0 to 255. */
  RAW(false, 1, new double[] {0, 0, 0}, new double[] {1, 1, 1});

  private final boolean crop;
  private final double scale;
  private final double[] mean;
  private final double[] deviation;

  ImagePreset(boolean crop, double scale, double[] mean, double[] deviation) {
    this.crop = crop;
    this.scale = scale;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Whether the middle of the picture is cut out, rather than the whole stretched. */
  boolean crops() {
    return crop;
  }

  /** A channel's value, from a sample of 0 to 255; for one channel the mean over three is used. */
  double normalize(int sample, int channel, int channels) {
    if (channels == 3) {
      return (sample * scale - mean[channel]) / deviation[channel];
    }
    double middle = (mean[0] + mean[1] + mean[2]) / 3;
    return (sample * scale - middle) / ((deviation[0] + deviation[1] + deviation[2]) / 3);
  }
}
