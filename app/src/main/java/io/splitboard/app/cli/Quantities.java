package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import io.splitboard.core.project.Objective;

/** Figures as people write them on a command line, and the values of objectives as text. */
final class Quantities {

  private Quantities() {}

  /** A number; the sentence of a refusal shows all of what was written. */
  static double number(String text, String all) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new UserException("Write a number, not " + all + ".", e);
    }
  }

  /** Bytes: {@code 250000}, {@code 250kB}, {@code 1.5MB}. */
  static long bytes(String text) {
    String lower = text.strip().toLowerCase(java.util.Locale.ROOT);
    double factor = lower.endsWith("kb") ? 1e3 : lower.endsWith("mb") ? 1e6 : 1;
    String digits = factor > 1 ? lower.substring(0, lower.length() - 2) : lower;
    return Math.round(factor * number(digits.endsWith("b") ? cut(digits) : digits, text));
  }

  private static String cut(String text) {
    return text.substring(0, text.length() - 1);
  }

  /** A value of an objective with its unit. */
  static String text(Objective objective, double value) {
    return switch (objective) {
      case LATENCY, THROUGHPUT -> Units.ms(value);
      case ENERGY -> Units.joule(value);
      case BYTES, MEMORY -> Units.bytes(Math.round(value));
    };
  }

  /**
   * The objective of this name.
   *
   * @throws UserException if there is none
   */
  static Objective objective(String text) {
    for (Objective known : Objective.values()) {
      if (known.word().equalsIgnoreCase(text)) {
        return known;
      }
    }
    throw new UserException(
        "The objective "
            + text
            + " is not known for a project: try latency, throughput, energy, bytes or memory.");
  }
}
