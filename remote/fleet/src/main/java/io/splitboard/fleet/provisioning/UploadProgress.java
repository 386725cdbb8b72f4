package io.splitboard.fleet.provisioning;

/** Learns how an upload goes. May throw to stop it. */
@FunctionalInterface
public interface UploadProgress {

  /**
   * Some bytes went over.
   *
   * @param sentBytes sent so far
   * @param toSendBytes to be sent in all
   * @param presentBytes that the device had before
   */
  void sent(long sentBytes, long toSendBytes, long presentBytes);
}
