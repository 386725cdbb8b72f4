package io.splitboard.app.report;

import java.util.Locale;

/** Writes one inline SVG picture. Lengths are pixels at zoom 1; every text is escaped. */
public final class Svg {

  private final double width;
  private final double height;
  private final StringBuilder body = new StringBuilder();

  /**
   * Begins a picture.
   *
   * @param title read out by screen readers
   */
  public Svg(double width, double height, String title) {
    this.width = width;
    this.height = height;
    body.append("<title>").append(escape(title)).append("</title>");
  }

  /** A rectangle; the tooltip may be empty. */
  public Svg rectangle(
      double x, double y, double w, double h, double radius, String style, String tooltip) {
    body.append(
        text(
            "<rect x='%.2f' y='%.2f' width='%.2f' height='%.2f' rx='%.1f' style='%s'>%s</rect>",
            x, y, Math.max(0, w), Math.max(0, h), radius, style, tooltip(tooltip)));
    return this;
  }

  /** A straight line. */
  public Svg line(double x1, double y1, double x2, double y2, String cssClass) {
    body.append(
        text(
            "<line x1='%.2f' y1='%.2f' x2='%.2f' y2='%.2f' class='%s'/>",
            x1, y1, x2, y2, cssClass));
    return this;
  }

  /**
   * A line through points; the tooltip may be empty.
   *
   * @param points x and y of each in turn
   */
  public Svg polyline(double[] points, String style, String tooltip) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i + 1 < points.length; i += 2) {
      list.append(text("%.2f,%.2f ", points[i], points[i + 1]));
    }
    body.append(text("<polyline points='%s' style='fill:none;%s'>", list.toString().trim(), style))
        .append(tooltip(tooltip))
        .append("</polyline>");
    return this;
  }

  /** A dot; the tooltip may be empty. */
  public Svg dot(double x, double y, double radius, String style, String tooltip) {
    body.append(text("<circle cx='%.2f' cy='%.2f' r='%.2f' style='%s'>", x, y, radius, style))
        .append(tooltip(tooltip))
        .append("</circle>");
    return this;
  }

  private static String tooltip(String content) {
    return content.isEmpty() ? "" : "<title>" + escape(content) + "</title>";
  }

  /** A text whose anchor is start, middle or end. */
  public Svg text(double x, double y, String anchor, String cssClass, String content) {
    body.append(
        text(
            "<text x='%.2f' y='%.2f' text-anchor='%s' class='%s'>%s</text>",
            x, y, anchor, cssClass, escape(content)));
    return this;
  }

  /** The picture as an element of an HTML page. */
  public String element() {
    return text(
            "<svg class='drawn' viewBox='0 0 %.0f %.0f' style='max-width:%.0fpx' role='img'>",
            width, height, width)
        + body
        + "</svg>";
  }

  /** Text that is safe in HTML's content and attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
