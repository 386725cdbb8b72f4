package io.splitboard.fleet.agent;

import io.splitboard.core.Progress;
import io.splitboard.fleet.DeployListener;
import io.splitboard.fleet.Step;

/**
 * Tells how far one device is, and stops its work when the deployment is no longer wanted.
 *
 * @param device id
 * @param listener who is told
 * @param progress who may cancel
 */
public record DeviceReport(String device, DeployListener listener, Progress progress) {

  /**
   * The device has come further.
   *
   * @throws java.util.concurrent.CancellationException if the deployment was cancelled
   */
  public void step(Step step, double fraction, String text) {
    progress.check();
    listener.device(device, step, fraction, text);
  }

  /** The device has come to an end, wanted or not. */
  public void end(Step step, String text) {
    listener.device(device, step, 1, text);
  }
}
