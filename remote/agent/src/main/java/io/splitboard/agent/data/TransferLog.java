package io.splitboard.agent.data;

import io.splitboard.protocol.wire.ChunkJoiner;

/** Who wants to know about finished transfers. */
public interface TransferLog {

  /**
   * A fragment arrived.
   *
   * @param message tells by the sender's clock when it started
   * @param endNanos by this device's clock
   */
  void transferred(ChunkJoiner.Message message, long endNanos);
}
