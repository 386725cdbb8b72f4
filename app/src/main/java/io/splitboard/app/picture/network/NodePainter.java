package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.app.picture.paint.Units;
import java.util.List;

/** Draws boxes: their writing, their bands, their figures and their problems. */
final class NodePainter {

  static final TextStyle TERMINAL = TextStyle.of(12);
  private static final TextStyle TITLE = TextStyle.bold(13);
  private static final TextStyle DETAIL = TextStyle.of(11.5).right();
  private static final TextStyle PILL = TextStyle.bold(12).centred();
  private static final TextStyle PREDICTED = TextStyle.of(12).centred();
  private static final TextStyle BESIDE = TextStyle.of(9.5).centred();
  private static final double PILL_HEIGHT = 22;
  private static final double BAND = 6;

  /** From this share of the slowest box on, a box is marked as slow. */
  private static final double SLOW = 0.9;

  private final NetworkScene scene;
  private final NetworkLook look;
  private final Palette palette;
  private final HeatScale heat;
  private final double slowestMs;

  NodePainter(NetworkScene scene, NetworkLook look) {
    this.scene = scene;
    this.look = look;
    this.palette = look.palette();
    this.heat = new HeatScale(scene.graph(), look);
    this.slowestMs =
        scene.graph().nodes().stream()
            .filter(ShownNode::placeable)
            .map(node -> look.overlay().of(node.layers()).measuredMs())
            .mapToDouble(Reading::value)
            .max()
            .orElse(0);
  }

  HeatScale heat() {
    return heat;
  }

  void box(Painter painter, ShownNode node, Detail detail) {
    Bounds box = scene.box(node);
    if (!node.placeable()) {
      terminal(painter, node, box, detail);
      return;
    }
    if (detail == Detail.SHAPES) {
      painter.fillBox(box, 0, palette.box());
      shape(painter, node, box);
      return;
    }
    painter.fillBox(box, 8, palette.box());
    painter.strokeBox(box, 8, Stroke.solid(palette.border(), 1));
    if (node.kind() == ShownNode.Kind.BLOCK) {
      stack(painter, box);
    }
    double baseline = box.y() + (box.height() - BAND) / 2 + 3;
    double detailWidth = TextWidth.of(node.detail(), DETAIL);
    double room = box.width() - 36 - detailWidth;
    painter.text(
        TextWidth.fit(node.title(), TITLE, room), box.x() + 12, baseline, TITLE, palette.text());
    painter.text(node.detail(), box.maxX() - 12, baseline, DETAIL, palette.muted());
    Bounds band = new Bounds(box.x() + 3, box.maxY() - 9, box.width() - 6, BAND);
    bands(painter, node, band);
    compared(painter, node, box, band);
    if (look.heat() != HeatMode.DEVICE) {
      deviceStripe(painter, node, box);
    }
    turns(painter, node, box);
  }

  /** What is left of a box from afar; where its layers were before is its upper part. */
  private void shape(Painter painter, ShownNode node, Bounds box) {
    if (!moved(node)) {
      bands(painter, node, box);
      return;
    }
    double height = box.height() / 2;
    before(painter, node, new Bounds(box.x(), box.y(), box.width(), height - 1));
    bands(painter, node, new Bounds(box.x(), box.y() + height, box.width(), height));
  }

  /** A chip on the upper border with a dot for each device that takes turns with the layers. */
  private void turns(Painter painter, ShownNode node, Bounds box) {
    double x = box.x() + 12;
    for (List<String> team : look.teams(node.layers())) {
      Bounds chip = new Bounds(x, box.y() - 7, 8 + 10 * team.size(), 14);
      painter.fillBox(chip, 7, palette.box());
      painter.strokeBox(chip, 7, Stroke.solid(palette.border(), 1));
      for (int i = 0; i < team.size(); i++) {
        painter.dot(chip.x() + 9 + 10 * i, chip.centreY(), 3.5, look.device(team.get(i)));
      }
      x = chip.maxX() + 4;
    }
  }

  /** A line under the box: there is more inside. */
  private void stack(Painter painter, Bounds box) {
    painter.line(
        box.x() + 10,
        box.maxY() + 2.5,
        box.maxX() - 10,
        box.maxY() + 2.5,
        Stroke.solid(palette.border(), 1.5));
  }

  private void terminal(Painter painter, ShownNode node, Bounds box, Detail detail) {
    painter.fillBox(box, box.height() / 2, palette.box());
    painter.strokeBox(box, box.height() / 2, Stroke.solid(palette.border(), 1));
    if (detail != Detail.SHAPES) {
      painter.text(
          terminalText(node), box.centreX(), box.centreY() + 4, TERMINAL.centred(), palette.text());
    }
  }

  static String terminalText(ShownNode node) {
    return TextWidth.fit(node.title(), TERMINAL, 220) + "  " + node.detail();
  }

  private void bands(Painter painter, ShownNode node, Bounds band) {
    if (look.heat() != HeatMode.DEVICE) {
      if (heat.known(node)) {
        painter.fillBox(band, 2, palette.heat(heat.share(node)));
      } else {
        painter.strokeBox(band.grow(-1), 2, Stroke.dashed(palette.muted(), 1));
      }
      return;
    }
    pieces(painter, band, bands(node));
  }

  private void pieces(Painter painter, Bounds band, List<Band> bands) {
    double gap = bands.size() > 1 ? 1 : 0;
    double x = band.x();
    for (Band piece : bands) {
      double width = band.width() * piece.share();
      Bounds part = new Bounds(x, band.y(), Math.max(1, width - gap), band.height());
      painter.fillBox(part, Math.min(2, part.width() / 2), look.device(piece.device()));
      x += width;
    }
  }

  /** Outlines a box with moved layers and lays the devices before over those of now. */
  private void compared(Painter painter, ShownNode node, Bounds box, Bounds band) {
    if (moved(node)) {
      painter.strokeBox(box, 8, Stroke.solid(palette.accent(), 2));
      before(painter, node, new Bounds(band.x(), band.y() - BAND - 1, band.width(), BAND - 1));
    }
  }

  private boolean moved(ShownNode node) {
    return node.layers().stream().anyMatch(look::moved);
  }

  private void before(Painter painter, ShownNode node, Bounds band) {
    pieces(painter, band, Band.of(node.layers(), look.compared().orElseThrow()));
  }

  private void deviceStripe(Painter painter, ShownNode node, Bounds box) {
    double y = box.y() + 6;
    double height = box.height() - 18;
    for (Band piece : bands(node)) {
      double length = height * piece.share();
      painter.fillBox(
          new Bounds(box.x() + 3, y, 3, Math.max(1, length - 0.5)), 1, look.device(piece.device()));
      y += length;
    }
  }

  private List<Band> bands(ShownNode node) {
    return look.partition().map(partition -> Band.of(node.layers(), partition)).orElse(List.of());
  }

  /** Draws the time of a box at its right side. */
  void figure(Painter painter, ShownNode node) {
    LayerOverlay times = look.overlay().of(node.layers());
    Reading measured = times.measuredMs();
    Reading predicted = times.predictedMs();
    Bounds box = scene.box(node);
    if (measured.known()) {
      String text = (times.apportioned() ? "~" : "") + Units.ms(measured.value());
      boolean slow = measured.value() >= SLOW * slowestMs;
      Colour tone = slow ? palette.warning() : palette.good();
      Bounds pill = pill(box, text);
      painter.fillBox(pill, PILL_HEIGHT / 2, tone.withOpacity(0.18));
      painter.text(text, pill.centreX(), pill.y() + 15.5, PILL, tone);
      if (predicted.known()) {
        painter.text(
            "pred. " + Units.ms(predicted.value()),
            pill.centreX(),
            pill.maxY() + 9.5,
            BESIDE,
            palette.muted());
      }
    } else if (measured.state() == Reading.State.PENDING || predicted.known()) {
      String text = predicted.known() ? Units.ms(predicted.value()) : "…";
      Bounds pill = pill(box, text);
      painter.strokeBox(pill, PILL_HEIGHT / 2, Stroke.dashed(palette.muted(), 1));
      painter.text(text, pill.centreX(), pill.y() + 15.5, PREDICTED, palette.muted());
    }
  }

  private static Bounds pill(Bounds box, String text) {
    double width = Math.max(46, TextWidth.of(text, PILL) + 20);
    return new Bounds(box.maxX() + 10, box.centreY() - PILL_HEIGHT / 2 - 2, width, PILL_HEIGHT);
  }

  /** Place that the box and its figure take. */
  static Bounds withFigure(Bounds box) {
    return new Bounds(box.x(), box.y(), box.width() + 76, box.height());
  }

  /** Outlines a box in which something is wrong; the sentence is told on hovering. */
  void problem(Painter painter, ShownNode node) {
    if (node.layers().stream().noneMatch(look.overlay().problems()::containsKey)) {
      return;
    }
    Bounds box = scene.box(node);
    painter.strokeBox(box, 8, Stroke.solid(palette.bad(), 2));
    painter.dot(box.x(), box.y(), 9, palette.bad());
    painter.text("!", box.x(), box.y() + 4.5, TextStyle.bold(13).centred(), palette.background());
  }
}
