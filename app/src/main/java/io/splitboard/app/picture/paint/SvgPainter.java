package io.splitboard.app.picture.paint;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the elements of an SVG picture. Needs no toolkit. */
public final class SvgPainter implements Painter {

  private final StringBuilder body = new StringBuilder();
  private final String ids;
  private int clips;

  /** Paints a picture that is the only one of its document. */
  public SvgPainter() {
    this("");
  }

  /**
   * Paints one of several pictures of a page.
   *
   * @param ids begins the ids of its elements, so that they differ from those of the others
   */
  public SvgPainter(String ids) {
    this.ids = ids;
  }

  @Override
  public void fillBox(Bounds box, double radius, Colour colour) {
    body.append("<rect").append(place(box, radius)).append(fill(colour)).append("/>\n");
  }

  @Override
  public void strokeBox(Bounds box, double radius, Stroke stroke) {
    body.append("<rect").append(place(box, radius));
    body.append(" fill=\"none\"").append(stroke(stroke)).append("/>\n");
  }

  @Override
  public void line(List<Point> points, Stroke stroke) {
    body.append("<polyline points=\"").append(points(points)).append('"');
    body.append(" fill=\"none\" stroke-linejoin=\"round\"").append(stroke(stroke)).append("/>\n");
  }

  @Override
  public void fillShape(List<Point> points, Colour colour) {
    body.append("<polygon points=\"").append(points(points)).append('"');
    body.append(fill(colour)).append("/>\n");
  }

  @Override
  public void text(String text, double x, double y, TextStyle style, Colour colour) {
    String anchor =
        switch (style.align()) {
          case LEFT -> "start";
          case CENTRE -> "middle";
          case RIGHT -> "end";
        };
    body.append("<text").append(number("x", x)).append(number("y", y));
    body.append(number("font-size", style.size()));
    body.append(style.bold() ? " font-weight=\"bold\"" : "");
    body.append(" text-anchor=\"").append(anchor).append('"').append(fill(colour)).append('>');
    body.append(SvgPicture.escape(text)).append("</text>\n");
  }

  @Override
  public void push(double scale, double dx, double dy) {
    body.append(
        String.format(
            Locale.ROOT, "<g transform=\"translate(%.2f %.2f) scale(%.4f)\">%n", dx, dy, scale));
  }

  @Override
  public void clip(Bounds box) {
    clips++;
    body.append("<clipPath id=\"")
        .append(ids)
        .append("clip")
        .append(clips)
        .append("\"><rect")
        .append(place(box, 0));
    body.append("/></clipPath>\n<g clip-path=\"url(#")
        .append(ids)
        .append("clip")
        .append(clips)
        .append(")\">\n");
  }

  @Override
  public void tell(String sentence) {
    body.append("<g><title>").append(SvgPicture.escape(sentence)).append("</title>\n");
  }

  @Override
  public void pop() {
    body.append("</g>\n");
  }

  /**
   * What was painted so far.
   *
   * @param title read out by screen readers, shown by viewers
   */
  public SvgPicture picture(String title, double width, double height) {
    return new SvgPicture(title, width, height, body.toString());
  }

  private static String place(Bounds box, double radius) {
    return number("x", box.x())
        + number("y", box.y())
        + number("width", box.width())
        + number("height", box.height())
        + (radius > 0 ? number("rx", radius) : "");
  }

  private static String fill(Colour colour) {
    return " fill=\"" + colour.hex() + "\"" + opacity("fill-opacity", colour);
  }

  private static String stroke(Stroke stroke) {
    return " stroke=\""
        + stroke.colour().hex()
        + "\""
        + number("stroke-width", stroke.width())
        + opacity("stroke-opacity", stroke.colour())
        + (stroke.dashed() ? " stroke-dasharray=\"4 3\"" : "");
  }

  private static String opacity(String attribute, Colour colour) {
    return colour.opacity() < 1 ? number(attribute, colour.opacity()) : "";
  }

  private static String number(String attribute, double value) {
    return " " + attribute + "=\"" + decimal(value) + '"';
  }

  /** Two decimals, without a needless zero; a formatter would take most of a picture's time. */
  private static String decimal(double value) {
    long hundredths = Math.round(value * 100);
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String fraction =
        rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest;
    return (hundredths < 0 ? "-" : "") + whole + fraction;
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(point -> decimal(point.x()) + "," + decimal(point.y()))
        .collect(Collectors.joining(" "));
  }
}
