package io.splitboard.app.window.model;

import io.splitboard.core.project.Objective;
import java.util.Locale;

/** Figures as people read them, always with their unit. */
public final class Units {
  private Units() {}

  /**
   * Milliseconds with three significant digits: {@code 342 ms}, {@code 8.41 ms}, {@code 12.3 s}.
   */
  public static String ms(double ms) {
    if (!Double.isFinite(ms)) {
      return "–";
    }
    return ms >= 10_000 ? digits(ms / 1000) + " s" : digits(ms) + " ms";
  }

  /** A value of an objective, with its unit. */
  public static String value(Objective objective, double value) {
    return switch (objective) {
      case LATENCY, THROUGHPUT -> ms(value);
      case ENERGY -> joule(value);
      case BYTES, MEMORY -> bytes(value);
    };
  }

  /** Bytes in decimal units. */
  public static String bytes(double bytes) {
    if (!Double.isFinite(bytes) || bytes < 0) {
      return "–";
    }
    if (bytes < 1000) {
      return Math.round(bytes) + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return digits(value) + " " + units[unit];
  }

  /** Results per second. */
  public static String perSecond(double rate) {
    return Double.isFinite(rate) ? digits(rate) + " /s" : "–";
  }

  /** Energy per request. */
  public static String joule(double joule) {
    return Double.isFinite(joule) ? digits(joule) + " J" : "–";
  }

  /** A factor. */
  public static String times(double factor) {
    return Double.isFinite(factor) ? digits(factor) + " ×" : "–";
  }

  /** A share of 1 as percent. */
  public static String percent(double share) {
    return Double.isFinite(share) ? Math.round(share * 100) + " %" : "–";
  }

  /** The change from one value to another, signed, in percent with one digit. */
  public static String change(double from, double to) {
    if (!Double.isFinite(from) || !Double.isFinite(to) || from == 0) {
      return "–";
    }
    double percent = 100 * (to - from) / from;
    String text = String.format(Locale.ROOT, "%.1f", Math.abs(percent));
    return (text.equals("0.0") ? "±" : percent < 0 ? "−" : "+") + text + " %";
  }

  /** Three significant digits without an exponent. */
  public static String digits(double value) {
    double size = Math.abs(value);
    int places = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
