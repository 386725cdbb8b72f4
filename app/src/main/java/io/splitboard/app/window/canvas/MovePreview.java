package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.Crossing;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.core.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a drop would mean: which tensors would cross, and what is predicted.
 *
 * @param layers how many are dragged
 * @param device where they would go
 * @param crossings tensors into or out of them, largest first
 * @param forecast what is predicted, in a few words, or empty while that is computed
 */
record MovePreview(int layers, String device, List<Crossing> crossings, String forecast) {

  private static final TextStyle TITLE = TextStyle.bold(12);
  private static final TextStyle TEXT = TextStyle.of(11);
  private static final int SHOWN = 6;
  private static final double LINE = 16;
  private static final double WIDTH = 330;

  MovePreview {
    crossings = List.copyOf(crossings);
  }

  /** Before anything is predicted; empty while there is no partition. */
  static Optional<MovePreview> of(
      Network network, NetworkLook look, Set<String> layers, String device) {
    return look.partition()
        .map(partition -> Crossing.afterMove(network, partition, layers, device))
        .map(crossings -> new MovePreview(layers.size(), device, crossings, ""));
  }

  MovePreview withForecast(String text) {
    return new MovePreview(layers, device, crossings, text);
  }

  /** The writing, without its title. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    long bytes = crossings.stream().mapToLong(Crossing::bytes).sum();
    lines.add(
        crossings.isEmpty()
            ? "Nothing has to cross to or from them."
            : counted(crossings.size(), "tensor")
                + " would cross, "
                + Units.bytes(bytes)
                + " a request:");
    crossings.stream()
        .limit(SHOWN)
        .map(
            each ->
                Units.bytes(each.bytes())
                    + "  "
                    + each.from()
                    + " → "
                    + each.to()
                    + "  "
                    + each.tensor())
        .forEach(lines::add);
    if (crossings.size() > SHOWN) {
      lines.add(crossings.size() - SHOWN + " more");
    }
    return lines;
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Draws a card in the upper right corner of an area. */
  void paint(Painter painter, Bounds area, double top, Palette palette) {
    List<String> lines = lines();
    double height = 44 + LINE * lines.size();
    Bounds card = new Bounds(area.maxX() - WIDTH - 14, top, WIDTH, height);
    painter.fillBox(card, 8, palette.box());
    painter.strokeBox(card, 8, Stroke.solid(palette.accent(), 1.5));
    double x = card.x() + 12;
    double y = card.y() + 19;
    String title = counted(layers, "layer") + " → " + device;
    painter.text(TextWidth.fit(title, TITLE, WIDTH - 24), x, y, TITLE, palette.text());
    y += LINE;
    painter.text(
        forecast.isEmpty() ? "predicting…" : TextWidth.fit(forecast, TEXT, WIDTH - 24),
        x,
        y,
        TEXT,
        forecast.isEmpty() ? palette.muted() : palette.link());
    for (String line : lines) {
      y += LINE;
      painter.text(TextWidth.fit(line, TEXT, WIDTH - 24), x, y, TEXT, palette.muted());
    }
  }
}
