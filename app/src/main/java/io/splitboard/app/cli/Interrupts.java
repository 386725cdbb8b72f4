package io.splitboard.app.cli;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Lets a command end in good order when the user interrupts it: what is live is stopped, then the
 * process ends as shells expect of an interrupt. The signals are taken before the JVM sees them,
 * since its own way of ending would let libraries clean up under the feet of a command that still
 * runs.
 */
final class Interrupts {

  private static final Logger log = LoggerFactory.getLogger(Interrupts.class);
  private static final long LONGEST_CLEANUP_SECONDS = 15;

  /** What shells add to the number of the signal that ended a process. */
  private static final int BY_SIGNAL = 128;

  private static volatile int exitCode;

  private Interrupts() {}

  /** Whether the user wants the process to end. */
  static boolean requested() {
    return exitCode != 0;
  }

  /** The code to end the process with: that of the interrupt, else that of the command. */
  static int exitCode(int ofCommand) {
    return requested() ? exitCode : ofCommand;
  }

  /**
   * Makes interrupts wait for the command. Not for the window, which does not learn of them: there
   * a live deployment ends its agents by itself.
   */
  static void watch() {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal.handle(new Signal(name), signal -> request(BY_SIGNAL + signal.getNumber()));
      } catch (IllegalArgumentException e) {
        log.debug("no signal {} here", name, e);
      }
    }
  }

  /** The second one does not wait; agents end by themselves when their connection does. */
  private static void request(int code) {
    if (requested()) {
      Runtime.getRuntime().halt(code);
    }
    exitCode = code;
    Thread limit =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(LONGEST_CLEANUP_SECONDS);
                log.warn(
                    "the command did not end {} s after an interrupt", LONGEST_CLEANUP_SECONDS);
                System.exit(code);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "limit of cleaning up");
    limit.setDaemon(true);
    limit.start();
  }
}
