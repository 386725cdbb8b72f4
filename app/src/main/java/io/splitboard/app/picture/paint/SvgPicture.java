package io.splitboard.app.picture.paint;

import java.util.Locale;

/**
 * A finished picture.
 *
 * @param title read out by screen readers, shown by viewers
 * @param width in pixels at its own size
 * @param height in pixels at its own size
 * @param body elements inside the root element
 */
public record SvgPicture(String title, double width, double height, String body) {

  private static final String FONTS = "Inter,'DejaVu Sans',sans-serif";

  /** A document of its own, with its size. */
  public String document() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\""
        + String.format(Locale.ROOT, " width=\"%.2f\" height=\"%.2f\"", width, height)
        + content();
  }

  /** An element of an HTML page: as wide as there is room, at most at its own size. */
  public String element() {
    return String.format(Locale.ROOT, "<svg style=\"max-width:%.0fpx\"", width) + content();
  }

  private String content() {
    return String.format(Locale.ROOT, " viewBox=\"0 0 %.2f %.2f\"", width, height)
        + " role=\"img\" font-family=\""
        + FONTS
        + "\">\n<title>"
        + escape(title)
        + "</title>\n"
        + body
        + "</svg>\n";
  }

  /** Text that is safe in the content and the attributes of XML and HTML. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "�");
  }
}
