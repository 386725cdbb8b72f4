package io.splitboard.solver.load;

/**
 * How loads and prices are counted when parts are priced: loads in whole units, rounded down, with
 * a price for what is lost; prices, which sum up to 1, in small shares, rounded up.
 *
 * @param prices of each item
 * @param ticksPerUnit how many ticks a unit has
 * @param rate price of a whole unit
 */
record Units(double[] prices, double ticksPerUnit, double rate) {

  /** What cannot be: less than any sum of gains, and adding to it does not overflow. */
  static final int NEVER = -(1 << 30);

  private static final double SCALE = 1 << 26;

  int whole(long ticks, int most) {
    return (int) Math.min(most + 1, ticks / ticksPerUnit);
  }

  private double lost(long ticks) {
    double amount = ticks / ticksPerUnit;
    return amount - Math.floor(amount);
  }

  /** What leaving an item out gains: nothing, less what is lost in rounding its ticks. */
  int gainOut(long ticks) {
    return scaled(-rate * lost(ticks));
  }

  /** What taking an item in gains. */
  int gainIn(int item, long ticks) {
    return scaled(prices[item] - rate * lost(ticks));
  }

  /** A price in shares. */
  static int scaled(double price) {
    return (int) Math.ceil(price * SCALE);
  }

  /** Shares as a price. */
  static double price(int scaled) {
    return scaled / SCALE;
  }
}
