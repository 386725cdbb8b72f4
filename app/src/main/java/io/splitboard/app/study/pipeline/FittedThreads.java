package io.splitboard.app.study.pipeline;

import io.splitboard.solver.pipeline.StageModel;

/**
 * The published threads with a time of packing and unpacking that is chosen so that a cut gains
 * what the paper reports. That time contains all that we do not know of their set-up, the link
 * included: it is fitted, not predicted.
 */
final class FittedThreads {

  private static final double MOST_MS_PER_MEGABYTE = 1e5;
  private static final int HALVINGS = 100;

  private FittedThreads() {}

  /** Equal times of packing and unpacking for which a cut has a gain, by bisection. */
  static StageModel to(Cutting cutting, double gain) {
    double less = 0;
    double more = MOST_MS_PER_MEGABYTE;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (less + more) / 2;
      if (cutting.gain(StageModel.published(middle, middle)) > gain) {
        less = middle;
      } else {
        more = middle;
      }
    }
    return StageModel.published(less, less);
  }
}
