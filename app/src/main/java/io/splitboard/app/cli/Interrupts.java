package io.splitboard.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets an interrupted command end cleanly: Ctrl-C cancels its work, and the process waits until the
 * command has stopped its agents.
 */
final class Interrupts {

  private static final long LONGEST_CLEANUP_SECONDS = 15;

  private static volatile boolean requested;

  private Interrupts() {}

  /** Whether the user wants the process to end. */
  static boolean requested() {
    return requested;
  }

  /**
   * Makes interrupts wait for the command. Not for the window, which does not learn of them: there
   * a live deployment ends its agents by itself.
   *
   * @return to be counted down when the command is over
   */
  static CountDownLatch watch() {
    CountDownLatch over = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              requested = true;
              try {
                over.await(LONGEST_CLEANUP_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "cancel on interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return over;
  }
}
