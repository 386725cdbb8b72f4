package io.splitboard.core.codec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.splitboard.core.UserException;
import java.util.Locale;
import java.util.Map;

/**
 * The largest error that a lossy codec may add to what a link carries.
 *
 * @param kind what the error is measured by
 * @param allowed 0 or more
 */
public record ErrorBudget(Kind kind, double allowed) {

  /** What an error is measured by. */
  public enum Kind {
    /** The difference itself. */
    ABSOLUTE,
    /** The difference over the largest finite magnitude in the same message. */
    RELATIVE;

    /** As files and commands say it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the number. */
  public ErrorBudget {
    if (!(allowed >= 0 && allowed < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("An error budget is a number of 0 or more.");
    }
  }

  /** A share of the largest value of what travels. */
  public static ErrorBudget relative(double allowed) {
    return new ErrorBudget(Kind.RELATIVE, allowed);
  }

  /** A difference. */
  public static ErrorBudget absolute(double allowed) {
    return new ErrorBudget(Kind.ABSOLUTE, allowed);
  }

  /**
   * As a command says it: {@code relative=0.001} or {@code absolute=0.05}.
   *
   * @throws UserException if it is something else
   */
  public static ErrorBudget of(String text) {
    String[] parts = text.split("=", 2);
    try {
      for (Kind kind : Kind.values()) {
        if (parts.length == 2 && parts[0].strip().equalsIgnoreCase(kind.word())) {
          return new ErrorBudget(kind, Double.parseDouble(parts[1]));
        }
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static UserException wrong(String text, Exception cause) {
    return new UserException(
        "The error budget %s is not understood: write relative=0.001 or absolute=0.05."
            .formatted(text),
        cause);
  }

  /** As read from a file. */
  @JsonCreator
  static ErrorBudget read(Map<String, Double> words) {
    for (Kind kind : Kind.values()) {
      Double allowed = words.get(kind.word());
      if (words.size() == 1 && allowed != null) {
        return new ErrorBudget(kind, allowed);
      }
    }
    throw new IllegalArgumentException(
        "An error budget is either { \"relative\": 0.001 } or { \"absolute\": 0.05 }.");
  }

  /** As a file says it. */
  @JsonValue
  Map<String, Double> entry() {
    return Map.of(kind.word(), allowed);
  }

  /** What is compared with the budget. */
  public double seen(CodecError error) {
    return kind == Kind.ABSOLUTE ? error.absolute() : error.relative();
  }

  /** Whether an error is within it. */
  public boolean allows(CodecError error) {
    return seen(error) <= allowed;
  }

  /** An error in words, by this budget's measure. */
  public String words(double error) {
    String number = error == 0 ? "0" : String.format(Locale.ROOT, "%.2g", error);
    return kind == Kind.ABSOLUTE ? number : number + " of the largest value";
  }
}
