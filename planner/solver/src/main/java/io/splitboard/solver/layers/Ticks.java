package io.splitboard.solver.layers;

/**
 * Whole numbers for times, as CP-SAT wants them. A tick is a power of ten of a ms, so small that
 * the whole network on one device takes at least ten million ticks: each layer and transfer is
 * rounded to the nearest tick, so a sum of n of them is wrong by at most n/2 ticks, a relative 5e-8
 * each.
 */
final class Ticks {

  private final double tickMs;

  /** Ticks for times about this long. */
  Ticks(double horizonMs) {
    this.tickMs = Math.pow(10, Math.floor(Math.log10(Math.max(horizonMs, 1e-6) / 1e7)));
  }

  long of(double ms) {
    return Math.round(ms / tickMs);
  }

  /** Rounded down, for what must not be counted too long. */
  long down(double ms) {
    return (long) Math.floor(ms / tickMs);
  }

  double ms(double ticks) {
    return ticks * tickMs;
  }

  /** Energy of so many mW·ticks. */
  double joule(double energy) {
    return ms(energy) / 1e6;
  }
}
