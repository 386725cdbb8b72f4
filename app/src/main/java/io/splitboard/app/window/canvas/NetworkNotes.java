package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.HeatMode;
import io.splitboard.app.picture.network.HeatScale;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.ShownGraph;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The line at the bottom of the network's picture: what can be done, and honestly what is not
 * shown.
 *
 * @param graph what is shown
 * @param captionsHidden captions that found no room
 * @param laidOut whether the layout is done
 * @param problem a sentence, or empty
 */
record NetworkNotes(
    Optional<ShownGraph> graph, int captionsHidden, boolean laidOut, String problem) {

  private static final TextStyle HINT = TextStyle.of(10.5);
  private static final String HELP =
      "Pan: drag   Zoom: wheel   Expand block: double-click   Drop a layer on a device to place it";

  /** What is not shown, and what is going on. */
  String text() {
    List<String> parts = new ArrayList<>();
    if (!problem.isEmpty()) {
      parts.add(problem);
    }
    if (!laidOut) {
      parts.add("laying out…");
    }
    graph.ifPresent(
        shown -> {
          long hidden = shown.hiddenLayers();
          if (hidden > 0) {
            parts.add(hidden + " layers in collapsed blocks");
          }
          int shared = shown.detached().size();
          if (shared > 0) {
            parts.add(
                shared + (shared == 1 ? " shared tensor" : " shared tensors") + " without arrows");
          }
        });
    if (captionsHidden > 0) {
      parts.add(captionsHidden + " captions hidden");
    }
    return String.join(" · ", parts);
  }

  void paint(Painter painter, Bounds area, Palette palette) {
    boolean wide = area.width() > 760;
    String hidden = text();
    String line = wide ? HELP + (hidden.isEmpty() ? "" : "   ·   " + hidden) : hidden;
    double width = TextWidth.of(line, HINT);
    painter.fillBox(
        new Bounds(area.x(), area.maxY() - 27, width + 26, 27), 0, palette.background());
    painter.text(line, area.x() + 14, area.maxY() - 12, HINT, palette.muted());
  }

  static void empty(Painter painter, Bounds area, String sentence, Palette palette) {
    double y = area.centreY();
    for (String line : FactsCard.wrap(sentence, Math.max(120, area.width() - 80))) {
      painter.text(line, area.centreX(), y, TextStyle.of(13).centred(), palette.muted());
      y += 18;
    }
  }

  /** How predicted and measured figures are told apart, in the upper right corner. */
  static void figures(Painter painter, Bounds area, double free, NetworkLook look) {
    String text = "filled: measured · dashed: predicted · ~ share of its task";
    double room = area.width() - free - 28;
    if (!look.overlay().layers().isEmpty() && TextWidth.of(text, HINT) < room) {
      painter.text(text, area.maxX() - 14, area.y() + 26, HINT.right(), look.palette().muted());
    }
  }

  /** The scale of a heat mode, in the lower left corner above the line. */
  static void legend(Painter painter, Bounds area, HeatScale heat, NetworkLook look) {
    if (look.heat() == HeatMode.DEVICE) {
      return;
    }
    Palette palette = look.palette();
    double x = area.x() + 14;
    double y = area.maxY() - 48;
    String title =
        look.heat().title()
            + (look.logarithmic() ? ", logarithmic" : "")
            + (heat.empty() ? ": no data yet" : "");
    painter.text(title, x, y, HINT, palette.text());
    int steps = 32;
    double step = 160.0 / steps;
    for (int i = 0; i < steps; i++) {
      painter.fillBox(
          new Bounds(x + i * step, y + 6, step + 0.5, 6), 0, palette.heat((i + 0.5) / steps));
    }
    if (!heat.empty()) {
      painter.text(heat.least(), x, y + 23, HINT, palette.muted());
      painter.text(heat.most(), x + 160, y + 23, HINT.right(), palette.muted());
    }
  }
}
