package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * A small card of facts beside the pointer.
 *
 * @param title what the facts are about
 * @param lines pairs of a name and a figure
 * @param problem a sentence, or empty
 */
public record FactsCard(String title, List<Fact> lines, String problem) {

  private static final TextStyle TITLE = TextStyle.bold(12);
  private static final TextStyle TEXT = TextStyle.of(11);
  private static final double LINE = 16;
  private static final double PADDING = 10;
  private static final double WIDEST = 420;

  /** A name and a figure with its unit and where it came from. */
  public record Fact(String name, String value) {}

  /** Copies the list. */
  public FactsCard {
    lines = List.copyOf(lines);
  }

  /** The same, saying also where results first differ if that is in the box; null says nothing. */
  FactsCard with(ShownNode node, DivergenceMark mark) {
    return mark == null || !node.layers().contains(mark.layer())
        ? this
        : new FactsCard(title, lines, (problem + " " + mark.sentence()).strip());
  }

  /** Draws the card near a place, inside an area. */
  void paint(Painter painter, Point pointer, Bounds area, Palette palette) {
    List<String> sentence = wrap(problem, WIDEST - 2 * PADDING);
    double names =
        lines.stream().mapToDouble(fact -> TextWidth.of(fact.name(), TEXT)).max().orElse(0);
    double values =
        lines.stream().mapToDouble(fact -> TextWidth.of(fact.value(), TEXT)).max().orElse(0);
    double width = Math.max(TextWidth.of(title, TITLE), lines.isEmpty() ? 0 : names + 12 + values);
    for (String line : sentence) {
      width = Math.max(width, TextWidth.of(line, TEXT));
    }
    width = Math.min(WIDEST, width + 2 * PADDING);
    double height = 2 * PADDING + LINE * (1 + lines.size() + sentence.size());
    Bounds card = place(pointer, width, height, area);
    painter.fillBox(card, 6, palette.box());
    painter.strokeBox(card, 6, Stroke.solid(palette.border(), 1));
    double x = card.x() + PADDING;
    double y = card.y() + PADDING + 11;
    painter.text(TextWidth.fit(title, TITLE, width - 2 * PADDING), x, y, TITLE, palette.text());
    for (Fact fact : lines) {
      y += LINE;
      painter.text(fact.name(), x, y, TEXT, palette.muted());
      double room = width - 2 * PADDING - names - 12;
      painter.text(
          TextWidth.fit(fact.value(), TEXT, room), x + names + 12, y, TEXT, palette.text());
    }
    for (String line : sentence) {
      y += LINE;
      painter.text(line, x, y, TEXT, palette.bad());
    }
  }

  private static Bounds place(Point pointer, double width, double height, Bounds area) {
    double x = pointer.x() + 16;
    if (x + width > area.maxX() - 4) {
      x = Math.max(area.x() + 4, pointer.x() - 16 - width);
    }
    double y = Math.min(pointer.y() + 16, area.maxY() - 4 - height);
    return new Bounds(x, Math.max(area.y() + 4, y), width, height);
  }

  /** Breaks a sentence into lines between words. */
  static List<String> wrap(String sentence, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (line.length() > 0 && TextWidth.of(line + " " + word, TEXT) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** All of it in one text, for screen readers. */
  public String spoken() {
    StringBuilder text = new StringBuilder(title);
    lines.forEach(fact -> text.append("; ").append(fact.name()).append(' ').append(fact.value()));
    return problem.isEmpty() ? text.toString() : text + ". " + problem;
  }
}
