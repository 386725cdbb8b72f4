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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a drop would mean: which tensors would cross, and what is predicted.
 *
 * @param layers how many are dragged
 * @param device where they would go
 * @param crossings tensors into or out of them, largest first
 * @param ms time of a crossing over its link, ms; NaN where the profile has no such link
 * @param forecast what is predicted, in a few words, or empty while that is computed
 * @param problem why the drop is not legal, or empty if it is as far as is known
 */
record MovePreview(
    int layers,
    String device,
    List<Crossing> crossings,
    ToDoubleFunction<Crossing> ms,
    String forecast,
    String problem) {

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
      NetworkView view,
      NetworkLook look,
      LookProperties properties,
      Set<String> layers,
      String device) {
    if (view.network().isEmpty() || look.partition().isEmpty()) {
      return Optional.empty();
    }
    List<Crossing> crossings =
        Crossing.afterMove(
            view.network().get(),
            look.partition().get(),
            properties.sourceProperty().get(),
            layers,
            device);
    ToDoubleFunction<Crossing> ms = properties.crossingMsProperty().get();
    return Optional.of(new MovePreview(layers.size(), device, crossings, ms, "", ""));
  }

  MovePreview withForecast(String text) {
    return new MovePreview(layers, device, crossings, ms, text, "");
  }

  MovePreview withProblem(String sentence) {
    return new MovePreview(layers, device, crossings, ms, "", sentence);
  }

  /** The writing, without its title. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        crossings.isEmpty()
            ? "Nothing has to cross to or from them."
            : counted(crossings.size(), "tensor")
                + " would cross, "
                + Units.bytes(bytes(crossings))
                + " a request:");
    crossings.stream().limit(SHOWN).map(this::line).forEach(lines::add);
    if (crossings.size() > SHOWN) {
      List<Crossing> rest = crossings.subList(SHOWN, crossings.size());
      lines.add("and " + rest.size() + " more, " + Units.bytes(bytes(rest)));
    }
    return lines;
  }

  private String line(Crossing each) {
    double time = ms.applyAsDouble(each);
    return Units.bytes(each.bytes())
        + (Double.isNaN(time) ? "" : " · " + Units.ms(time))
        + "  "
        + each.from()
        + " → "
        + each.to()
        + "  "
        + each.tensor();
  }

  private static long bytes(List<Crossing> some) {
    return some.stream().mapToLong(Crossing::bytes).sum();
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Draws a card in the upper right corner of an area. */
  void paint(Painter painter, Bounds area, double top, Palette palette) {
    List<String> lines = lines();
    List<String> reason = FactsCard.wrap(problem, WIDTH - 24);
    double height = 28 + LINE * (lines.size() + Math.max(1, reason.size()));
    Bounds card = new Bounds(area.maxX() - WIDTH - 14, top, WIDTH, height);
    painter.fillBox(card, 8, palette.box());
    painter.strokeBox(card, 8, Stroke.solid(palette.accent(), 1.5));
    double x = card.x() + 12;
    double y = card.y() + 19;
    String title = counted(layers, "layer") + " → " + device;
    painter.text(TextWidth.fit(title, TITLE, WIDTH - 24), x, y, TITLE, palette.text());
    for (String line : reason) {
      y += LINE;
      painter.text(line, x, y, TEXT, palette.bad());
    }
    if (reason.isEmpty()) {
      y += LINE;
      forecast(painter, palette, x, y);
    }
    for (String line : lines) {
      y += LINE;
      painter.text(TextWidth.fit(line, TEXT, WIDTH - 24), x, y, TEXT, palette.muted());
    }
  }

  private void forecast(Painter painter, Palette palette, double x, double y) {
    painter.text(
        forecast.isEmpty() ? "predicting…" : TextWidth.fit(forecast, TEXT, WIDTH - 24),
        x,
        y,
        TEXT,
        forecast.isEmpty() ? palette.muted() : palette.link());
  }
}
