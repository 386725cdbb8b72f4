package io.splitboard.app.window.model;

/**
 * One figure of the strip as it is shown.
 *
 * @param name what it is
 * @param value with its unit
 * @param detail where it came from, or how it changed
 * @param tone whether the detail is good news
 * @param explanation a sentence for who points at it; may be empty
 */
public record Figure(String name, String value, String detail, Tone tone, String explanation) {
  /** Colour of a detail; the text says the same in words. */
  public enum Tone {
    NEUTRAL,
    GOOD,
    BAD
  }

  /** One that explains itself. */
  public Figure(String name, String value, String detail, Tone tone) {
    this(name, value, detail, tone, "");
  }
}
