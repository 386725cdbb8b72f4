package io.splitboard.app.window.task;

import io.splitboard.core.UserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into what the user reads. */
public final class Sentences {
  private static final Logger log = LoggerFactory.getLogger(Sentences.class);

  private Sentences() {}

  /**
   * One sentence about a failure; the cause goes to the log.
   *
   * @param title what was being done
   */
  public static String of(String title, Throwable failure) {
    if (failure instanceof UserException) {
      log.info("{}: {}", title, failure.getMessage(), failure.getCause());
      return failure.getMessage();
    }
    log.error("{} failed", title, failure);
    String detail = failure.getMessage();
    String what = failure.getClass().getSimpleName();
    return title
        + " failed unexpectedly ("
        + (detail == null || detail.isBlank()
            ? what
            : what + ": " + detail.lines().findFirst().orElse(""))
        + "); the log has the details.";
  }
}
