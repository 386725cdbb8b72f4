package io.splitboard.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes one HTML page that needs nothing else, not even a network. All texts are escaped here;
 * pictures are inline SVG elements made by {@link Svg}.
 */
public final class HtmlPage {

  private static final Pattern NUMBER = Pattern.compile("[≥≤−+-]? ?[\\d.,]+(e-?\\d+)?[×%]?|–");

  private final StringBuilder body = new StringBuilder();
  private final String title;
  private boolean inSection;

  /** Begins a page with its title. */
  public HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(Svg.escape(title)).append("</h1>");
  }

  /** The sentence that matters most. */
  public HtmlPage headline(String text) {
    body.append("<p class='verdict'>").append(Svg.escape(text)).append("</p>");
    return this;
  }

  /** Begins a section. */
  public HtmlPage section(String heading) {
    endSection();
    inSection = true;
    body.append("<section><h2>").append(Svg.escape(heading)).append("</h2>");
    return this;
  }

  /** A paragraph of plain text. */
  public HtmlPage paragraph(String text) {
    body.append("<p>").append(Svg.escape(text)).append("</p>");
    return this;
  }

  /** A table of plain texts; what is a number stands at the right. */
  public HtmlPage table(List<String> header, List<List<String>> rows) {
    body.append("<div class='wide'><table><tr>");
    header.forEach(cell -> body.append("<th>").append(Svg.escape(cell)).append("</th>"));
    body.append("</tr>");
    for (List<String> row : rows) {
      body.append("<tr>");
      row.forEach(this::cell);
      body.append("</tr>");
    }
    body.append("</table></div>");
    return this;
  }

  private void cell(String text) {
    body.append(NUMBER.matcher(text).matches() ? "<td class='number'>" : "<td>");
    body.append(Svg.escape(text)).append("</td>");
  }

  /** A picture: an SVG element as {@link Svg#element} gives it. */
  public HtmlPage picture(String svg) {
    body.append(svg);
    return this;
  }

  private void endSection() {
    if (inSection) {
      body.append("</section>");
    }
    inSection = false;
  }

  /** The whole page. */
  public String html() {
    endSection();
    return "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        + "<meta name='viewport' content='width=device-width'><title>"
        + Svg.escape(title)
        + "</title><style>"
        + style()
        + "</style></head><body><main>"
        + body
        + "</main></body></html>\n";
  }

  /** The style sheet of all reports. */
  static String style() {
    try (InputStream sheet = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report.css cannot be read", e);
    }
  }
}
