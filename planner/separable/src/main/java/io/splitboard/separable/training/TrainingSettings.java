package io.splitboard.separable.training;

/**
 * How long and how fast to train.
 *
 * @param epochs passes over the training images
 * @param batch images of a step
 * @param learningRate at its highest; rises over the first twentieth, then falls as a cosine
 * @param seed of the order of images and of the random policies
 */
public record TrainingSettings(int epochs, int batch, double learningRate, long seed) {

  /** Learning rate of a step, from 0, of so many. */
  float rate(long step, long steps) {
    double warmUp = Math.max(1, steps / 20.0);
    double rise = Math.min(1, (step + 1) / warmUp);
    double fall = 0.5 * (1 + Math.cos(Math.PI * step / steps));
    return (float) (learningRate * rise * fall);
  }
}
