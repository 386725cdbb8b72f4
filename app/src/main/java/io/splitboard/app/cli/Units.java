package io.splitboard.app.cli;

import java.util.Locale;

/** Figures with their units, as people read them. */
final class Units {

  private static final double STEP = 1000;

  private Units() {}

  static String ms(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.1f ms", value);
  }

  static String perSecond(double value) {
    return String.format(Locale.ROOT, "%.2f /s", value);
  }

  static String joule(double value) {
    return String.format(Locale.ROOT, "%.3f J", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String bytes(long value) {
    return scaled(value, "B", "kB", "MB", "GB");
  }

  static String count(long value) {
    return scaled(value, "", " k", " M", " G").strip();
  }

  private static String scaled(double value, String... units) {
    double shown = value;
    int unit = 0;
    while (shown >= STEP && unit < units.length - 1) {
      shown /= STEP;
      unit++;
    }
    String number =
        unit == 0
            ? String.format(Locale.ROOT, "%.0f", shown)
            : String.format(Locale.ROOT, "%.2f", shown);
    return number + (units[unit].startsWith(" ") ? "" : " ") + units[unit];
  }
}
