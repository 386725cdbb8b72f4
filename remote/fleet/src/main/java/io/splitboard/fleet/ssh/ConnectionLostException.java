package io.splitboard.fleet.ssh;

import io.splitboard.core.UserException;

/** A device that was there is gone. */
public final class ConnectionLostException extends UserException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param title what people call the device
   * @param cause for the log
   */
  public ConnectionLostException(String title, Throwable cause) {
    super(
        "The connection to %s was lost: check its power and network, then deploy again."
            .formatted(title),
        cause);
  }
}
