package io.splitboard.app.study.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values along one axis of a chart, linear or logarithmic, widened to round marks.
 *
 * @param from first value shown
 * @param to last value shown, larger
 * @param logarithmic whether equal steps are equal factors
 * @param start pixel of the first value
 * @param end pixel of the last value
 */
record Scale(double from, double to, boolean logarithmic, double start, double end) {

  private static final int MARKS = 6;

  /** A scale over all values: from 0 where it is linear, over whole decades' parts where not. */
  static Scale over(List<Double> values, boolean logarithmic, double start, double end) {
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (logarithmic) {
      if (!(low > 0)) {
        throw new IllegalArgumentException("a logarithmic axis needs values above 0");
      }
      return new Scale(low, high > low ? high : 10 * low, true, start, end);
    }
    double bottom = Math.min(0, low);
    double step = step(bottom, high > bottom ? high : bottom + 1);
    return new Scale(
        Math.floor(bottom / step) * step,
        Math.ceil((high > bottom ? high : bottom + 1) / step) * step,
        false,
        start,
        end);
  }

  private static double step(double low, double high) {
    double rough = (high - low) / MARKS;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * decade >= rough) {
        return factor * decade;
      }
    }
    return 10 * decade;
  }

  /** Where a value is drawn. */
  double at(double value) {
    double share =
        logarithmic ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
    return start + share * (end - start);
  }

  /** Round values to mark. */
  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    if (!logarithmic) {
      double step = step(from, to);
      for (int i = 0; from + i * step <= to + step / 1e6; i++) {
        marks.add(from + i * step);
      }
      return marks;
    }
    boolean wide = to / from > 1e3;
    for (double decade = Math.pow(10, Math.floor(Math.log10(from))); decade <= to; decade *= 10) {
      for (double factor : wide ? new double[] {1} : new double[] {1, 2, 5}) {
        double mark = factor * decade;
        if (mark >= from * (1 - 1e-9) && mark <= to * (1 + 1e-9)) {
          marks.add(mark);
        }
      }
    }
    return marks;
  }

  /** A mark as it is written. */
  static String text(double mark) {
    if (mark == 0) {
      return "0";
    }
    return Math.abs(mark) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", mark)
        : String.format(Locale.ROOT, "%.3g", mark)
            .replaceAll("(\\.\\d*?)0+$", "$1")
            .replaceAll("\\.$", "");
  }
}
