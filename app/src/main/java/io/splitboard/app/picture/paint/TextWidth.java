package io.splitboard.app.picture.paint;

/**
 * Width of texts without asking a toolkit, from the advance widths of DejaVu Sans. Other sans-serif
 * fonts are narrower, so a text that fits by this measure fits.
 */
public final class TextWidth {

  private static final int FIRST = ' ';

  /** Advance widths of the characters from space to tilde, in hundredths of the font's size. */
  private static final int[] ADVANCE = {
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
  };

  private static final int OTHER = 70;

  /** Signs that captions use and that are wider than most letters. */
  private static final String WIDE = "→←↑↓×−≈≤≥±";

  private static final int SIGN = 84;
  private static final int ELLIPSIS = 100;
  private static final double BOLD = 1.1;

  private TextWidth() {}

  /** Width in pixels at scale 1. */
  public static double of(String text, TextStyle style) {
    double hundredths = 0;
    for (int i = 0; i < text.length(); i++) {
      int index = text.charAt(i) - FIRST;
      hundredths += index >= 0 && index < ADVANCE.length ? ADVANCE[index] : wide(text.charAt(i));
    }
    return hundredths / 100 * style.size() * (style.bold() ? BOLD : 1);
  }

  private static int wide(char character) {
    return character == '…' ? ELLIPSIS : WIDE.indexOf(character) >= 0 ? SIGN : OTHER;
  }

  /**
   * The text, or as much of its beginning and end as fits with an ellipsis between: names of layers
   * usually differ at the end.
   */
  public static String fit(String text, TextStyle style, double width) {
    if (of(text, style) <= width) {
      return text;
    }
    for (int kept = text.length() - 1; kept > 1; kept--) {
      int head = (kept + 1) / 2;
      String shorter =
          text.substring(0, head).stripTrailing()
              + "…"
              + text.substring(text.length() - (kept - head));
      if (of(shorter, style) <= width) {
        return shorter;
      }
    }
    return "…";
  }
}
