package io.splitboard.solver.preload;

/**
 * Whole numbers for times and energies, as CP-SAT wants them. A tick is a power of ten of a ms, so
 * small that what it stands for is at least ten million ticks long: each time is rounded to the
 * nearest tick.
 */
record TickScale(double tickMs) {

  private static final double TICKS = 1e7;

  /** Ticks for times about this long. */
  static TickScale around(double typicalMs) {
    return new TickScale(Math.pow(10, Math.floor(Math.log10(Math.max(typicalMs, 1e-6) / TICKS))));
  }

  long of(double ms) {
    return Math.round(ms / tickMs);
  }

  double ms(double ticks) {
    return ticks * tickMs;
  }

  /** Power in the unit that energies are counted with. */
  static long milliwatt(double watt) {
    return Math.round(watt * 1e3);
  }

  /** Energy in mW·ticks. */
  long energy(double joule) {
    return Math.round(joule * 1e6 / tickMs);
  }

  /** Energy of so many mW·ticks. */
  double joule(double energy) {
    return energy * tickMs / 1e6;
  }
}
