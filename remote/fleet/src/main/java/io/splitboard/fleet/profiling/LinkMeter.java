package io.splitboard.fleet.profiling;

import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Origin;
import io.splitboard.fleet.Deployment;
import io.splitboard.protocol.LinkProbe;
import java.util.List;

/**
 * Measures a link by messages of two sizes, each answered by an empty one. The small one's round
 * trip is twice the delay; what the large one takes longer is its bytes at the link's rate.
 */
final class LinkMeter {

  private static final long SMALL_BYTES = 64;
  private static final long LEAST_LARGE_BYTES = 16 * 1024;
  private static final long MOST_LARGE_BYTES = 4L << 20;

  /**
   * Long enough for a computer's hiccups to matter little; no longer than what networks send, since
   * packing, copying and joining overlap with the sending of long messages only.
   */
  private static final double LARGE_MS = 8;

  private static final int REPETITIONS = 21;

  /** Agents compile their code after some twenty messages. */
  private static final int WARM_UP = 25;

  private static final int LARGE_WARM_UP = 5;

  /** A computer that is busy elsewhere for a moment may hold up the small messages only. */
  private static final int MOST_AGAIN = 3;

  private LinkMeter() {}

  /** Quartiles of a normal distribution are so many standard deviations apart. */
  private static final double QUARTILES_APART = 1.349;

  /**
   * A link as it was met.
   *
   * @param deviation of the large message's time from one to the next: relative, standard
   */
  record Measured(Link link, double deviation) {}

  /** Measures an open link. */
  static Measured measure(Deployment live, Link link) {
    long large = largeBytes(link);
    // The first messages meet code that is not compiled and windows that are not open yet.
    live.probe(link.from(), link.to(), List.of(SMALL_BYTES), WARM_UP);
    live.probe(link.from(), link.to(), List.of(large), LARGE_WARM_UP);
    Measured measured = once(live, link, large);
    for (int again = 0; again < MOST_AGAIN && tellsNoRate(measured); again++) {
      measured = once(live, link, large);
    }
    return measured;
  }

  private static Measured once(Deployment live, Link link, long large) {
    List<LinkProbe> probes =
        live.probe(link.from(), link.to(), List.of(SMALL_BYTES, large), REPETITIONS);
    LinkProbe slow = probes.get(1);
    double deviation = slow.getSpreadMs() / QUARTILES_APART / slow.getRoundTripMs();
    return new Measured(fit(link, probes.get(0), slow), deviation);
  }

  private static boolean tellsNoRate(Measured measured) {
    return measured.link().origin() != Origin.MEASURED;
  }

  private static long largeBytes(Link known) {
    double bytes = known.mbitPerSecond() * 1000 / 8 * LARGE_MS;
    return (long) Math.min(MOST_LARGE_BYTES, Math.max(LEAST_LARGE_BYTES, bytes));
  }

  /** A large message that was no slower than a small one tells no rate: the known one stays. */
  static Link fit(Link known, LinkProbe small, LinkProbe large) {
    double delayMs = small.getRoundTripMs() / 2;
    double extraMs = large.getRoundTripMs() - small.getRoundTripMs();
    if (extraMs <= 0) {
      return new Link(known.from(), known.to(), known.mbitPerSecond(), delayMs, known.origin());
    }
    double mbit = 8.0 * (large.getMessageBytes() - small.getMessageBytes()) / (extraMs * 1000);
    return new Link(known.from(), known.to(), mbit, delayMs, Origin.MEASURED);
  }
}
