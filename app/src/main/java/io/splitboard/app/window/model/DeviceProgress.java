package io.splitboard.app.window.model;

import io.splitboard.fleet.Step;

/**
 * How far a deployment is on one device.
 *
 * @param step what is being done
 * @param fraction of the step, 0 to 1; negative where unknown
 * @param text what to show; for a failure the sentence
 */
public record DeviceProgress(Step step, double fraction, String text) {
  /** Whether something went wrong. */
  public boolean failed() {
    return step == Step.FAILED;
  }

  /** How far the device is over all steps of a deployment, 0 to 1, every step counting the same. */
  public double overall() {
    if (step.compareTo(Step.READY) >= 0) {
      return step == Step.READY ? 1 : 0;
    }
    double within = Math.max(0, Math.min(1, fraction));
    return (step.ordinal() + within) / Step.READY.ordinal();
  }
}
