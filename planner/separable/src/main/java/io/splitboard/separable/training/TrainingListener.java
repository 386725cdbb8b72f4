package io.splitboard.separable.training;

/** Learns how a training goes. */
@FunctionalInterface
public interface TrainingListener {

  /** Nobody listens. */
  TrainingListener NONE = (purpose, epoch, loss, accuracy) -> {};

  /**
   * An epoch is done.
   *
   * @param purpose what is trained
   * @param epoch number, from 1
   * @param loss mean cross-entropy over its batches and their policies
   * @param accuracy share of right answers on those batches, 0 to 1
   */
  void epoch(String purpose, int epoch, double loss, double accuracy);
}
