package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.app.picture.topology.TopologyScene.Wire;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Draws devices as cards and connections as curves. */
public final class TopologyPainter {

  private static final TextStyle TITLE = TextStyle.bold(13);
  private static final TextStyle SIDE = TextStyle.of(11);
  private static final TextStyle SMALL = TextStyle.of(10.5);
  private static final TextStyle BADGE = TextStyle.bold(10);
  private static final double BAR_LEFT = 42;
  private static final double BAR_WIDTH = 58;

  private final TopologyScene scene;
  private final Palette palette;
  private final Map<String, Colour> colours;

  /** Draws one scene. */
  public TopologyPainter(TopologyScene scene, Palette palette, Map<String, Colour> colours) {
    this.scene = scene;
    this.palette = palette;
    this.colours = Map.copyOf(colours);
  }

  /** Draws everything. */
  public void paint(Painter painter) {
    scene.wires().forEach(wire -> wire(painter, wire));
    scene.cards().forEach(card -> card(painter, card));
    captions().forEach((wire, box) -> caption(painter, wire, box));
  }

  /** The smallest rectangle around all cards and captions. */
  public Bounds bounds() {
    return captions().values().stream().reduce(scene.bounds(), Bounds::union);
  }

  private Colour colour(String device) {
    return colours.getOrDefault(device, palette.muted());
  }

  private void wire(Painter painter, Wire wire) {
    WireText text = text(wire);
    double busiest =
        java.util.stream.Stream.of(wire.there(), wire.back())
            .flatMap(java.util.Optional::stream)
            .mapToDouble(link -> link.busyShare().value())
            .max()
            .orElse(0);
    Colour colour = text.busy() ? palette.warning() : palette.edge();
    painter.line(
        wire.route(), Stroke.solid(colour.withOpacity(0.75), 2 + 4 * Math.min(1, busiest)));
    if (wire.there().isPresent()) {
      head(painter, wire.route(), wire.route().size() - 1, -1, colour);
    }
    if (wire.back().isPresent()) {
      head(painter, wire.route(), 0, 1, colour);
    }
  }

  private static void head(Painter painter, List<Point> route, int end, int inward, Colour colour) {
    Point tip = route.get(end);
    Point from = route.get(end + inward);
    double length = Math.max(1e-9, tip.distance(from));
    double ux = (tip.x() - from.x()) / length;
    double uy = (tip.y() - from.y()) / length;
    Point base = tip.plus(-9 * ux, -9 * uy);
    painter.fillShape(List.of(tip, base.plus(-5 * uy, 5 * ux), base.plus(5 * uy, -5 * ux)), colour);
  }

  /** Places of the captions that find room beside the cards and each other. */
  private Map<Wire, Bounds> captions() {
    List<Bounds> taken = new ArrayList<>(scene.places().values());
    Map<Wire, Bounds> found = new LinkedHashMap<>();
    for (Wire wire : scene.wires()) {
      WireText text = text(wire);
      double width =
          Math.max(TextWidth.of(text.rates(), SIDE), TextWidth.of(text.state(), SMALL)) + 8;
      captionPlaces(wire).stream()
          .map(centre -> new Bounds(centre.x() - width / 2, centre.y() - 16, width, 32))
          .filter(box -> taken.stream().noneMatch(box::intersects))
          .findFirst()
          .ifPresent(
              box -> {
                taken.add(box);
                found.put(wire, box);
              });
    }
    return found;
  }

  private WireText text(Wire wire) {
    return WireText.of(
        wire,
        TopologyScene.upright(scene.places().get(wire.first()), scene.places().get(wire.second())));
  }

  private void caption(Painter painter, Wire wire, Bounds box) {
    WireText text = text(wire);
    painter.fillBox(box, 4, palette.background().withOpacity(0.82));
    painter.text(text.rates(), box.centreX(), box.y() + 13, SIDE.centred(), palette.text());
    Colour colour = text.busy() ? palette.warning() : palette.muted();
    painter.text(text.state(), box.centreX(), box.y() + 27, SMALL.centred(), colour);
  }

  /**
   * Where a caption may stand: below the card that has no other connection; on the curve, best in
   * its middle; below and above the two cards.
   */
  private List<Point> captionPlaces(Wire wire) {
    List<Point> places = new ArrayList<>();
    for (String end : List.of(wire.first(), wire.second())) {
      if (connections(end) == 1 && scene.wires().size() > 1) {
        Bounds card = scene.places().get(end);
        places.add(new Point(card.centreX(), card.maxY() + 22));
        places.add(new Point(card.centreX(), card.y() - 28));
      }
    }
    int last = wire.route().size() - 1;
    for (double along : new double[] {0.5, 0.4, 0.6, 0.3, 0.7}) {
      places.add(wire.route().get((int) Math.round(along * last)));
    }
    // Below the upper card there is room; below the lower one the canvas may end.
    Stream.of(wire.first(), wire.second())
        .map(scene.places()::get)
        .sorted(Comparator.comparingDouble(Bounds::y))
        .forEach(
            card -> {
              places.add(new Point(card.centreX(), card.maxY() + 22));
              places.add(new Point(card.centreX(), card.y() - 28));
            });
    return places;
  }

  private long connections(String device) {
    return scene.wires().stream()
        .filter(wire -> wire.first().equals(device) || wire.second().equals(device))
        .count();
  }

  private void card(Painter painter, DeviceCard card) {
    Bounds box = scene.places().get(card.id());
    Colour colour = colour(card.id());
    painter.fillBox(box, 8, palette.box());
    painter.strokeBox(box, 8, Stroke.solid(colour, 1.6));
    painter.dot(box.x() + 16, box.y() + 18, 5, colour);
    Reading celsius = card.live().celsius();
    String side = celsius.known() ? Math.round(celsius.value()) + " °C" : card.model();
    double room = box.width() - 40;
    String name = TextWidth.fit(card.id(), TITLE, room - (celsius.known() ? 36 : 20));
    painter.text(name, box.x() + 28, box.y() + 22, TITLE, palette.text());
    double left = room - TextWidth.of(name, TITLE) - 8;
    if (left > 16) {
      painter.text(
          TextWidth.fit(side, SIDE, left),
          box.maxX() - 10,
          box.y() + 22,
          SIDE.right(),
          hot(celsius) ? palette.warning() : palette.muted());
    }
    bar(painter, box, 44, "cpu", card.live().cpuShare(), Reading.NONE, colour);
    bar(painter, box, 61, "mem", card.live().memoryShare(), card.plan().memoryShare(), colour);
    painter.text(
        TextWidth.fit(planText(card), SMALL, box.width() - 22),
        box.x() + 12,
        box.y() + 82,
        SMALL,
        palette.muted());
    badges(painter, card, box);
  }

  /** A Pi slows itself down from 80 °C on. */
  private static boolean hot(Reading celsius) {
    return celsius.known() && celsius.value() >= 80;
  }

  static String planText(DeviceCard card) {
    List<String> parts = new ArrayList<>();
    int layers = card.plan().layers();
    String turns = card.plan().team().isEmpty() ? "" : " in turns";
    parts.add(layers == 0 ? "no layers" : layers + (layers == 1 ? " layer" : " layers") + turns);
    // For both there is no room; the bytes are told on hovering.
    if (card.plan().weightBytes() > 0 && turns.isEmpty()) {
      parts.add(Units.bytes(card.plan().weightBytes()));
    }
    return String.join(" · ", parts);
  }

  private void bar(
      Painter painter,
      Bounds box,
      double baseline,
      String name,
      Reading live,
      Reading predicted,
      Colour colour) {
    double y = box.y() + baseline;
    painter.text(name, box.x() + 12, y, SMALL, palette.muted());
    Bounds track = new Bounds(box.x() + BAR_LEFT, y - 7, BAR_WIDTH, 7);
    painter.fillBox(track, 3, palette.background());
    Reading shown = live.known() ? live : predicted;
    if (shown.known()) {
      double width = Math.max(2, track.width() * Math.max(0, Math.min(1, shown.value())));
      Colour fill = shown.value() > 1 ? palette.bad() : colour;
      painter.fillBox(
          new Bounds(track.x(), track.y(), width, 7),
          3,
          live.known() ? fill : fill.withOpacity(0.45));
    }
    String text =
        live.known()
            ? Units.percent(live.value())
            : predicted.known()
                ? "≈" + Units.percent(predicted.value())
                : live.state() == Reading.State.PENDING ? "…" : "no data";
    painter.text(
        text,
        box.maxX() - 8,
        y,
        live.known() ? SMALL.right() : TextStyle.of(9.5).right(),
        live.known() ? palette.text() : palette.muted());
  }

  private void badges(Painter painter, DeviceCard card, Bounds box) {
    double right = box.maxX() - 10;
    for (String warning : card.warnings()) {
      right = badge(painter, warning, right, box.y(), palette.warning()) - 4;
    }
    if (card.source()) {
      badge(painter, "source", right, box.y(), palette.muted());
    }
    if (!card.problem().isEmpty()) {
      painter.strokeBox(box, 8, Stroke.solid(palette.bad(), 2));
      painter.dot(box.x() + 2, box.y() + 2, 9, palette.bad());
      painter.text(
          "!", box.x() + 2, box.y() + 6.5, TextStyle.bold(13).centred(), palette.background());
    }
  }

  /** Writes a word on the upper border of a card and returns where its badge begins. */
  private double badge(Painter painter, String text, double right, double y, Colour colour) {
    double width = TextWidth.of(text, BADGE) + 14;
    Bounds badge = new Bounds(right - width, y - 9, width, 17);
    painter.fillBox(badge, 8, palette.box());
    painter.strokeBox(badge, 8, Stroke.solid(colour, 1));
    painter.text(text, badge.centreX(), badge.y() + 12, BADGE.centred(), colour);
    return badge.x();
  }
}
