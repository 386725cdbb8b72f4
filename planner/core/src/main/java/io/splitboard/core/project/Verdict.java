package io.splitboard.core.project;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Says which of two runs was faster, and whether the requests' spread allows to say so: the ratio
 * of the medians with its 95 % interval from a bootstrap (2000 resamplings with a fixed seed, so
 * the same runs always give the same sentence).
 */
final class Verdict {

  private static final int RESAMPLINGS = 2000;
  private static final long SEED = 1;

  private Verdict() {}

  static String sentence(Experiment a, Experiment b, List<Double> timesA, List<Double> timesB) {
    if (timesA.isEmpty() || timesB.isEmpty()) {
      Experiment empty = timesA.isEmpty() ? a : b;
      return "Nothing to compare: no request of " + quoted(empty) + " completed.";
    }
    double[] first = array(timesA);
    double[] second = array(timesB);
    double ratio = median(first) / median(second);
    double[] interval = interval(first, second);
    String sentence =
        b.design().objective() == Objective.THROUGHPUT
            ? throughput(a, b) + "; " + medians(a, b, first, second)
            : latency(a, b, ratio, interval) + "; " + rates(a, b);
    return sentence + doubts(a, b) + ".";
  }

  private static String latency(Experiment a, Experiment b, double ratio, double[] interval) {
    if (interval[0] <= 1 && interval[1] >= 1) {
      return String.format(
          Locale.ROOT,
          "The medians of %s and %s differ by less than their spread (ratio %.2f, 95 %% interval"
              + " %.2f to %.2f)",
          quoted(a),
          quoted(b),
          ratio,
          interval[0],
          interval[1]);
    }
    boolean secondIsFaster = ratio > 1;
    double times = secondIsFaster ? ratio : 1 / ratio;
    double low = secondIsFaster ? interval[0] : 1 / interval[1];
    double high = secondIsFaster ? interval[1] : 1 / interval[0];
    return String.format(
        Locale.ROOT,
        "%s answers %.2f times faster than %s at the median (95 %% interval %.2f to %.2f)",
        quoted(secondIsFaster ? b : a),
        times,
        quoted(secondIsFaster ? a : b),
        low,
        high);
  }

  private static String throughput(Experiment a, Experiment b) {
    double rateA = a.measuredSummary().throughputPerSecond();
    double rateB = b.measuredSummary().throughputPerSecond();
    boolean secondIsFaster = rateB > rateA;
    return String.format(
        Locale.ROOT,
        "%s gives %.2f times as many results per second as %s (%.2f against %.2f)",
        quoted(secondIsFaster ? b : a),
        Math.max(rateA, rateB) / Math.min(rateA, rateB),
        quoted(secondIsFaster ? a : b),
        Math.max(rateA, rateB),
        Math.min(rateA, rateB));
  }

  private static String medians(Experiment a, Experiment b, double[] first, double[] second) {
    return String.format(
        Locale.ROOT,
        "in this stream a result takes %.1f ms with %s and %.1f ms with %s at the median",
        median(second),
        quoted(b),
        median(first),
        quoted(a));
  }

  private static String rates(Experiment a, Experiment b) {
    return String.format(
        Locale.ROOT,
        "%s gave %.2f and %s %.2f results per second",
        quoted(b),
        b.measuredSummary().throughputPerSecond(),
        quoted(a),
        a.measuredSummary().throughputPerSecond());
  }

  private static String doubts(Experiment a, Experiment b) {
    StringBuilder doubts = new StringBuilder();
    if (a.lost() + b.lost() > 0) {
      doubts.append(String.format(", but %d and %d requests were lost", a.lost(), b.lost()));
    }
    if (a.optimize() != b.optimize()) {
      doubts.append(", but graph optimization was on in only one of them");
    }
    return doubts.toString();
  }

  private static String quoted(Experiment experiment) {
    return "“" + experiment.name() + "”";
  }

  private static double[] interval(double[] first, double[] second) {
    Random random = new Random(SEED);
    double[] ratios = new double[RESAMPLINGS];
    for (int i = 0; i < RESAMPLINGS; i++) {
      ratios[i] = median(resample(first, random)) / median(resample(second, random));
    }
    Arrays.sort(ratios);
    return new double[] {
      Distribution.quantile(ratios, 0.025), Distribution.quantile(ratios, 0.975)
    };
  }

  private static double[] resample(double[] values, Random random) {
    double[] sample = new double[values.length];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = values[random.nextInt(values.length)];
    }
    Arrays.sort(sample);
    return sample;
  }

  private static double median(double[] sorted) {
    return Distribution.quantile(sorted, 0.5);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
