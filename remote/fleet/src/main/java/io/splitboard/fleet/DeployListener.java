package io.splitboard.fleet;

/** Learns how far each device is. Called on several threads. */
@FunctionalInterface
public interface DeployListener {

  /** Nobody listens. */
  DeployListener NONE = (device, step, fraction, text) -> {};

  /**
   * A device has come further.
   *
   * @param device id
   * @param step what is being done
   * @param fraction of this step that is done, 0 to 1; negative where it is not known
   * @param text what to show: for {@link Step#UPLOADING} with bytes sent and skipped, for {@link
   *     Step#FAILED} the sentence
   */
  void device(String device, Step step, double fraction, String text);
}
