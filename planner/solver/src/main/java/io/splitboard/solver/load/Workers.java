package io.splitboard.solver.load;

/** Threads of the searches. */
final class Workers {

  private Workers() {}

  /** Waits for a thread; when interrupted, goes on waiting and keeps the interrupt. */
  static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
