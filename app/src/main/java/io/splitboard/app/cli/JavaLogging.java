package io.splitboard.app.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes what libraries say through java.util.logging to the log. Without it they would say it on
 * standard error, between a command's own sentences.
 */
final class JavaLogging extends Handler {

  private JavaLogging() {}

  /** Takes the place of the console. */
  static void redirect() {
    LogManager.getLogManager().reset();
    LogManager.getLogManager().getLogger("").addHandler(new JavaLogging());
  }

  @Override
  public void publish(LogRecord message) {
    Logger log = LoggerFactory.getLogger(String.valueOf(message.getLoggerName()));
    if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
      log.warn("{}", message.getMessage(), message.getThrown());
    } else {
      log.debug("{}", message.getMessage(), message.getThrown());
    }
  }

  @Override
  public void flush() {
    // Nothing is kept back.
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
