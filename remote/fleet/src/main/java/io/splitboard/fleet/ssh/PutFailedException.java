package io.splitboard.fleet.ssh;

import io.splitboard.core.UserException;

/** A device that is there did not take a file. Whoever knows the disk can say more. */
public final class PutFailedException extends UserException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param title what people call the device
   * @param target path on the device
   * @param cause for the log
   */
  public PutFailedException(String title, String target, Throwable cause) {
    super(
        "%s did not take the file ~/%s (%s): check its free space and permissions."
            .formatted(title, target, cause.getMessage()),
        cause);
  }
}
