package io.splitboard.agent.data;

/**
 * The receiving side of a virtual device's port. Where messages from several peers overlap, it
 * delivers them as if they had come one after the other; where they do not, at once.
 */
final class Ingress implements AutoCloseable {

  private final boolean shared;
  private final DelayLine line;
  private long freeNanos = System.nanoTime();

  Ingress(boolean shared) {
    this.shared = shared;
    this.line = shared ? new DelayLine("ingress") : null;
  }

  /**
   * Delivers a message whose last byte is here.
   *
   * @param occupiedNanos how long it holds the port
   */
  void deliver(long occupiedNanos, Runnable delivery) {
    if (!shared || occupiedNanos == 0) {
      delivery.run();
      return;
    }
    synchronized (this) {
      freeNanos = Math.max(System.nanoTime(), freeNanos + occupiedNanos);
      line.add(freeNanos, delivery::run);
    }
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
