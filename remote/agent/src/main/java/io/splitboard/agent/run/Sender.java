package io.splitboard.agent.run;

import io.splitboard.protocol.TransferSpec;
import io.splitboard.protocol.wire.WireTensor;

/** Carries fragments to one peer. Calls return at once. */
public interface Sender {

  /**
   * Queues a fragment.
   *
   * @param sent called once the fragment has left, never from inside this call
   */
  void send(TransferSpec transfer, int request, WireTensor tensor, Runnable sent);

  /** Drops what is queued for a request and tells the peer that it failed. */
  void fail(int request, String sentence);
}
