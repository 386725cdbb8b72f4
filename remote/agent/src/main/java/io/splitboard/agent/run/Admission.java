package io.splitboard.agent.run;

import io.splitboard.protocol.wire.WireTensor;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Which request starts when at the source: in order, at most so many at a time, and none while too
 * many results wait to be fetched. Guarded by the lock of its {@link ShardRuntime}.
 */
final class Admission {

  /** Completed requests that nobody has fetched; more are not started until some are. */
  private static final int MAX_UNDELIVERED = 64;

  /** A request that was submitted, with its inputs by fragment key. */
  record Waiting(int request, Map<String, WireTensor> inputs) {}

  private final int maxInFlight;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int inFlight;
  private int undelivered;
  private int lastSubmitted = -1;

  Admission(int maxInFlight) {
    this.maxInFlight = Math.max(1, maxInFlight);
  }

  /**
   * Adds a request.
   *
   * @throws IllegalArgumentException if its number is not larger than all before
   */
  void submit(int request, Map<String, WireTensor> inputs) {
    if (request <= lastSubmitted) {
      throw new IllegalArgumentException(
          "Request " + request + " came after request " + lastSubmitted + ".");
    }
    lastSubmitted = request;
    waiting.add(new Waiting(request, inputs));
  }

  int waiting() {
    return waiting.size();
  }

  /** The request that starts now, if one may. */
  Optional<Waiting> start() {
    if (inFlight >= maxInFlight || undelivered >= MAX_UNDELIVERED || waiting.isEmpty()) {
      return Optional.empty();
    }
    inFlight++;
    return Optional.of(waiting.remove());
  }

  /** A request that was started is complete. */
  void completed() {
    inFlight--;
    undelivered++;
  }

  /** A request that was started failed. */
  void failed() {
    inFlight--;
  }

  /** The results of a complete request were fetched. */
  void delivered() {
    undelivered--;
  }

  void clear() {
    waiting.clear();
  }
}
