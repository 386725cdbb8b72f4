package io.splitboard.app.picture.paint;

/**
 * An sRGB colour with opacity, free of any toolkit.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 * @param opacity 0 (invisible) to 1
 */
public record Colour(int red, int green, int blue, double opacity) {

  /** The colour of a hexadecimal number such as {@code 0x4c9be8}, opaque. */
  public static Colour rgb(int hex) {
    return new Colour(hex >> 16 & 0xff, hex >> 8 & 0xff, hex & 0xff, 1);
  }

  /** The same colour with another opacity. */
  public Colour withOpacity(double changed) {
    return new Colour(red, green, blue, changed);
  }

  /**
   * A colour between this one and another.
   *
   * @param share of the other, 0 to 1
   */
  public Colour mix(Colour other, double share) {
    return new Colour(
        between(red, other.red, share),
        between(green, other.green, share),
        between(blue, other.blue, share),
        opacity + (other.opacity - opacity) * share);
  }

  private static int between(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /** As style sheets and SVG write it, without the opacity: {@code #4c9be8}. */
  public String hex() {
    return String.format("#%02x%02x%02x", red, green, blue);
  }

  /** Relative luminance as WCAG 2.1 defines it, 0 (black) to 1 (white). */
  public double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  /** Contrast ratio as WCAG 2.1 defines it, 1 to 21. */
  public double contrast(Colour other) {
    double lighter = Math.max(luminance(), other.luminance());
    double darker = Math.min(luminance(), other.luminance());
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
