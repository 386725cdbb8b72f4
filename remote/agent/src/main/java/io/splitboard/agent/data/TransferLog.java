package io.splitboard.agent.data;

/** Who wants to know about finished transfers. */
public interface TransferLog {

  /**
   * A fragment arrived.
   *
   * @param startNanos by the sender's clock
   * @param endNanos by this device's clock
   */
  void transferred(String transfer, int request, long startNanos, long endNanos, long bytes);
}
