package io.splitboard.core.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts of two samples over the same bins, so that they can be drawn over one another.
 *
 * @param from lower edge of the first bin
 * @param width of every bin; the last one includes its upper edge
 * @param a counts of the first sample
 * @param b counts of the second sample
 */
public record Histogram(double from, double width, List<Integer> a, List<Integer> b) {

  private static final int MOST_BINS = 60;
  private static final int FEWEST_BINS = 8;

  /** Copies the lists. */
  public Histogram {
    a = List.copyOf(a);
    b = List.copyOf(b);
  }

  /** Bins as the Freedman–Diaconis rule gives them for both samples, 8 to 60 of them. */
  public static Histogram of(List<Double> a, List<Double> b) {
    double[] all =
        Stream.concat(a.stream(), b.stream()).mapToDouble(Double::doubleValue).sorted().toArray();
    if (all.length == 0) {
      return new Histogram(0, 1, List.of(), List.of());
    }
    double range = all[all.length - 1] - all[0];
    if (range == 0) {
      return new Histogram(all[0] - 0.5, 1, List.of(a.size()), List.of(b.size()));
    }
    double quartiles = Distribution.quantile(all, 0.75) - Distribution.quantile(all, 0.25);
    double ideal = 2 * quartiles / Math.cbrt(all.length);
    double count = ideal > 0 ? Math.ceil(range / ideal) : MOST_BINS;
    int bins = (int) Math.max(FEWEST_BINS, Math.min(MOST_BINS, count));
    double width = range / bins;
    return new Histogram(
        all[0], width, count(a, all[0], width, bins), count(b, all[0], width, bins));
  }

  private static List<Integer> count(List<Double> values, double from, double width, int bins) {
    Integer[] counts = new Integer[bins];
    Arrays.fill(counts, 0);
    for (double value : values) {
      counts[Math.min(bins - 1, (int) ((value - from) / width))]++;
    }
    return new ArrayList<>(Arrays.asList(counts));
  }
}
