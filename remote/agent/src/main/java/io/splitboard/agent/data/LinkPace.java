package io.splitboard.agent.data;

import io.splitboard.protocol.LinkShape;
import io.splitboard.protocol.Shaping;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rate and delay of a link: a message holds the sender's port for 8·bytes / rate and arrives a
 * delay later.
 *
 * <p>Limits of a virtual link: the last chunk's way through the loopback device and the receiver's
 * code adds some tenths of a millisecond; rates above what the loopback device carries are not
 * reached; a busy computer wakes threads late.
 *
 * @param nanosPerByte 0 for a real link, which sets its own pace
 * @param delayNanos one way
 * @param port held while a message leaves; one for all links of a device with a shared port
 */
record LinkPace(double nanosPerByte, long delayNanos, ReentrantLock port) {

  /** Data bytes of a chunk on a virtual link: small, so that the last one's own cost is too. */
  static final int CHUNK_BYTES = 64 * 1024;

  /** The link to a peer. */
  static LinkPace of(Shaping shaping, String peer, ReentrantLock sharedPort) {
    ReentrantLock port = shaping.getSharedPort() ? sharedPort : new ReentrantLock(true);
    for (LinkShape link : shaping.getLinksList()) {
      if (link.getTo().equals(peer)) {
        double rate = link.getMbitPerSecond();
        return new LinkPace(rate > 0 ? 8_000 / rate : 0, Math.round(link.getDelayMs() * 1e6), port);
      }
    }
    return new LinkPace(0, 0, port);
  }

  /** Whether this link is made slower than it is. */
  boolean isVirtual() {
    return nanosPerByte > 0 || delayNanos > 0;
  }

  /** How long a message holds the port. */
  long occupiedNanos(long bytes) {
    return Math.round(bytes * nanosPerByte);
  }
}
