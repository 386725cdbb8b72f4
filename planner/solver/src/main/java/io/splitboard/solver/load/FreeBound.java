package io.splitboard.solver.load;

import java.util.function.BooleanSupplier;

/** What is proved of all splits, contiguous or not. */
final class FreeBound {

  /** Bounds by ratios are not searched for more exactly than by this share. */
  private static final double STEP = 5e-4;

  private FreeBound() {}

  /** Raises the incumbent's bound until it is stopped or nothing helps. */
  static void raise(Items items, Incumbent incumbent, BooleanSupplier stop) {
    PriceBound prices = new PriceBound(items, incumbent, stop);
    prices.raiseQuickly();
    new RatioBound(items, stop).raise(incumbent, STEP);
    prices.raiseFurther();
  }
}
