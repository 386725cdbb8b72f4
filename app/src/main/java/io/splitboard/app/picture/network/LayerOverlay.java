package io.splitboard.app.picture.network;

/**
 * Times of one layer.
 *
 * @param predictedMs by the profile, without the overhead of its task
 * @param measuredMs by the last run or the live one
 * @param apportioned whether the measured time is this layer's share of its task's measured time
 *     (tasks are timed, layers inside them are not); shown as approximate
 */
public record LayerOverlay(Reading predictedMs, Reading measuredMs, boolean apportioned) {

  /** Nothing is known. */
  public static final LayerOverlay NONE = new LayerOverlay(Reading.NONE, Reading.NONE, false);
}
