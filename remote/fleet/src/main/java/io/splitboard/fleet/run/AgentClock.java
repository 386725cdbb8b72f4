package io.splitboard.fleet.run;

import io.grpc.StatusRuntimeException;
import io.splitboard.fleet.agent.AgentClient;
import io.splitboard.protocol.ClockPing;
import io.splitboard.protocol.ControlGrpc;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates how far an agent's clock is ahead of ours. An answer to a ping was read between its
 * start and its end (Cristian), so every ping bounds the offset from both sides, and what all of a
 * series allow (Marzullo) is narrower than what the fastest does: a ping that is late on its way
 * there still gives a good bound from its way back. While a run goes on, estimates are added, and
 * each moment uses the one with the smallest bound of its error.
 */
final class AgentClock {

  private static final Logger log = LoggerFactory.getLogger(AgentClock.class);
  private static final int LEAST_PINGS = 12;
  private static final int MOST_PINGS = 60;
  private static final long GOOD_BOUND_NANOS = 100_000;
  private static final int LIMIT_SECONDS = 5;

  /** Quartz clocks that follow NTP part by no more than this. */
  private static final double DRIFT = 2e-5;

  private final List<Estimate> estimates = new CopyOnWriteArrayList<>();

  /**
   * One estimate.
   *
   * @param agentNanos when it was made, by the agent's clock
   * @param offsetNanos agent's clock minus ours
   * @param boundNanos how wrong it can be
   */
  record Estimate(long agentNanos, long offsetNanos, long boundNanos) {

    static Estimate of(long sent, long agentNanos, long received) {
      return new Estimate(agentNanos, agentNanos - (sent + received) / 2, (received - sent) / 2);
    }

    /** What both allow; the narrower of the two where a clock was set between them. */
    Estimate and(Estimate other) {
      long lowest = Math.max(offsetNanos - boundNanos, other.offsetNanos - other.boundNanos);
      long highest = Math.min(offsetNanos + boundNanos, other.offsetNanos + other.boundNanos);
      if (lowest > highest) {
        return boundNanos <= other.boundNanos ? this : other;
      }
      long middle = lowest + (highest - lowest) / 2;
      return new Estimate(other.agentNanos, middle, (highest - lowest) / 2);
    }

    double boundAt(long moment) {
      return boundNanos + DRIFT * Math.abs(moment - agentNanos);
    }
  }

  /** Adds an estimate from a series of pings; an agent that does not answer adds none. */
  void measure(AgentClient client) {
    ControlGrpc.ControlBlockingStub calls = client.answers(LIMIT_SECONDS);
    Estimate best = null;
    try {
      for (int i = 0; i < MOST_PINGS && !isGood(i, best); i++) {
        long sent = System.nanoTime();
        long agentNanos = calls.clock(ClockPing.getDefaultInstance()).getAgentNanos();
        Estimate estimate = Estimate.of(sent, agentNanos, System.nanoTime());
        best = best == null ? estimate : best.and(estimate);
      }
    } catch (StatusRuntimeException e) {
      log.debug("a clock was not read", e);
    }
    if (best != null) {
      add(best);
    }
  }

  private static boolean isGood(int pings, Estimate best) {
    return pings >= LEAST_PINGS && best.boundNanos() <= GOOD_BOUND_NANOS;
  }

  void add(Estimate estimate) {
    estimates.add(estimate);
  }

  /** A moment of the agent's clock on ours; unchanged while there is no estimate. */
  long toOurs(long agentNanos) {
    Estimate best = null;
    for (Estimate estimate : estimates) {
      if (best == null || estimate.boundAt(agentNanos) < best.boundAt(agentNanos)) {
        best = estimate;
      }
    }
    return best == null ? agentNanos : agentNanos - best.offsetNanos();
  }
}
