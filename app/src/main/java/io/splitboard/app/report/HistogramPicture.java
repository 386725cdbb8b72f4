package io.splitboard.app.report;

import io.splitboard.core.project.Histogram;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measured latencies of two runs over the same bins, the first above the axis, the second below.
 */
final class HistogramPicture {

  private static final double WIDTH = 860;
  private static final double HALF = 90;
  private static final double LEFT = 40;
  private static final double MIDDLE = HALF + 24;
  private static final int TICKS = 6;

  private HistogramPicture() {}

  static String of(Histogram histogram, String nameA, String nameB) {
    Svg svg = new Svg(WIDTH, 2 * MIDDLE + 12, "Measured latencies");
    int bins = histogram.a().size();
    double width = (WIDTH - LEFT - 20) / Math.max(1, bins);
    int highest = Math.max(1, Math.max(max(histogram.a()), max(histogram.b())));
    for (int i = 0; i < bins; i++) {
      double from = histogram.from() + i * histogram.width();
      String range = String.format(Locale.ROOT, "%.1f to %.1f ms", from, from + histogram.width());
      double a = HALF * histogram.a().get(i) / highest;
      double b = HALF * histogram.b().get(i) / highest;
      double x = LEFT + i * width;
      svg.rectangle(
          x,
          MIDDLE - 9 - a,
          width - 1,
          a,
          1,
          "fill:#0072b2;stroke:none",
          nameA + ", " + range + ": " + histogram.a().get(i));
      svg.rectangle(
          x,
          MIDDLE + 9,
          width - 1,
          b,
          1,
          "fill:#e69f00;stroke:none",
          nameB + ", " + range + ": " + histogram.b().get(i));
    }
    for (int i = 0; i <= TICKS; i++) {
      double ms = histogram.from() + bins * histogram.width() * i / TICKS;
      double x = LEFT + (WIDTH - LEFT - 20) * i / TICKS;
      svg.text(x, MIDDLE + 4, "middle", "small", String.format(Locale.ROOT, "%.1f ms", ms));
    }
    svg.text(WIDTH - 20, 14, "end", "lane", nameA);
    svg.text(WIDTH - 20, 2 * MIDDLE + 4, "end", "lane", nameB);
    return svg.element();
  }

  private static int max(List<Integer> counts) {
    return counts.isEmpty() ? 0 : Collections.max(counts);
  }
}
