package io.splitboard.core.project;

import java.util.Arrays;
import java.util.Collection;

/**
 * Spread of a quantity over the requests of a run.
 *
 * @param count number of values
 * @param minimum smallest value
 * @param p05 5 % of the values are at most this
 * @param p25 first quartile
 * @param median half of the values are at most this
 * @param p75 third quartile
 * @param p95 95 % of the values are at most this
 * @param p99 99 % of the values are at most this
 * @param maximum largest value
 * @param mean arithmetic mean
 * @param deviation standard deviation of the sample; 0 for a single value
 */
public record Distribution(
    int count,
    double minimum,
    double p05,
    double p25,
    double median,
    double p75,
    double p95,
    double p99,
    double maximum,
    double mean,
    double deviation) {

  /**
   * The spread of some values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Distribution of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values, no distribution");
    }
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    return new Distribution(
        sorted.length,
        sorted[0],
        quantile(sorted, 0.05),
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        quantile(sorted, 0.95),
        quantile(sorted, 0.99),
        sorted[sorted.length - 1],
        mean,
        sorted.length == 1 ? 0 : Math.sqrt(squares / (sorted.length - 1)));
  }

  /**
   * Quantile with linear interpolation between the two nearest values (the usual default of
   * statistics packages, "type 7").
   *
   * @param sorted ascending, at least one
   * @param share 0 to 1
   */
  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
