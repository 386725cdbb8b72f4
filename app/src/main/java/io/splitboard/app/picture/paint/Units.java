package io.splitboard.app.picture.paint;

import java.util.Locale;

/** Figures as people read them, with their unit. Decimal prefixes: 1 kB is 1000 bytes. */
public final class Units {

  private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

  private Units() {}

  /** A time: {@code 61 ms}, {@code 5.1 ms}, {@code 0.24 ms}, {@code 12.3 s}. */
  public static String ms(double ms) {
    return Math.abs(ms) >= 10_000 ? significant(ms / 1000) + " s" : significant(ms) + " ms";
  }

  /** A size: {@code 0.46 MB}, {@code 68 kB}, {@code 12 B}. */
  public static String bytes(long bytes) {
    if (bytes >= 100_000 && bytes < 1_000_000) {
      return significant(bytes / 1e6) + " MB";
    }
    return prefixed(bytes, "B");
  }

  /** A count with its unit: {@code 15.5 GMAC}. */
  public static String prefixed(double value, String unit) {
    int step = 0;
    double scaled = value;
    while (Math.abs(scaled) >= 1000 && step < PREFIXES.length - 1) {
      scaled /= 1000;
      step++;
    }
    return (step == 0 && scaled == Math.rint(scaled)
            ? String.valueOf((long) scaled)
            : significant(scaled))
        + " "
        + PREFIXES[step]
        + unit;
  }

  /** A rate: {@code 731 Mbit/s}. */
  public static String mbit(double mbitPerSecond) {
    return significant(mbitPerSecond) + " Mbit/s";
  }

  /** A share: {@code 44 %}. */
  public static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  /** A number with two digits that matter below ten, one below a hundred only where it is small. */
  public static String significant(double value) {
    double size = Math.abs(value);
    if (value == 0 || size >= 10) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (size >= 1) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    return String.format(Locale.ROOT, size >= 0.01 ? "%.2f" : "%.4f", value);
  }
}
