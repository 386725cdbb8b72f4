package io.splitboard.app.picture.network;

import io.splitboard.app.picture.layout.GridIndex;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws arrows and the writing beside them. */
final class EdgePainter {

  private static final TextStyle FIRST = TextStyle.of(11);
  private static final TextStyle SECOND = TextStyle.of(10.5);
  private static final double HEAD = 7;
  private static final double HEAD_WIDTH = 5;

  private final NetworkScene scene;
  private final NetworkLook look;

  EdgePainter(NetworkScene scene, NetworkLook look) {
    this.scene = scene;
    this.look = look;
  }

  void arrow(Painter painter, ShownEdge edge, Detail detail) {
    List<Point> route = scene.route(edge);
    Colour colour = look.palette().edge();
    if (detail == Detail.SHAPES) {
      painter.line(route, Stroke.solid(colour, 2));
      return;
    }
    double width = width(edge.bytes());
    int last = route.size() - 1;
    Point head = route.get(last);
    List<Point> line = new ArrayList<>(route.subList(0, last));
    line.add(head.plus(0, -HEAD + 1));
    painter.line(line, Stroke.solid(colour, width));
    double half = Math.max(HEAD_WIDTH, width / 2 + 3);
    painter.fillShape(
        List.of(head.plus(-half, -HEAD - 1), head, head.plus(half, -HEAD - 1)), colour);
  }

  /** Thicker for more bytes: one step for each factor of about 4.6 above 20 kB. */
  static double width(long bytes) {
    return Math.max(1.4, Math.min(6, 1.4 + 1.5 * Math.log10(Math.max(1, bytes / 20e3))));
  }

  /**
   * Writes the captions that find room: what crosses between devices first, then the others.
   *
   * @return how many found none
   */
  int captions(Painter painter, List<ShownEdge> edges, List<Bounds> taken) {
    GridIndex<Bounds> occupied = new GridIndex<>();
    taken.forEach(box -> occupied.add(box, box));
    Map<ShownEdge, EdgeCaption> plain = new LinkedHashMap<>();
    int hidden = 0;
    for (ShownEdge edge : edges) {
      EdgeCaption caption = EdgeCaption.of(scene, edge, look);
      if (!caption.crossing()) {
        plain.put(edge, caption);
      } else if (!write(painter, edge, caption, occupied)) {
        hidden++;
      }
    }
    for (Map.Entry<ShownEdge, EdgeCaption> each : plain.entrySet()) {
      if (!write(painter, each.getKey(), each.getValue(), occupied)) {
        hidden++;
      }
    }
    return hidden;
  }

  private boolean write(
      Painter painter, ShownEdge edge, EdgeCaption caption, GridIndex<Bounds> occupied) {
    Optional<Bounds> place = room(scene.route(edge), caption, occupied);
    place.ifPresent(
        box -> {
          occupied.add(box, box);
          Palette palette = look.palette();
          boolean two = !caption.second().isEmpty();
          double baseline = two ? box.y() + 11 : box.centreY() + 4;
          painter.text(
              caption.first(),
              box.x(),
              baseline,
              FIRST,
              caption.crossing() ? palette.link() : palette.muted());
          if (two) {
            painter.text(caption.second(), box.x(), baseline + 13, SECOND, palette.muted());
          }
        });
    return place.isPresent();
  }

  /** Beside the longest upright piece of the arrow: on its right, or else on its left. */
  private static Optional<Bounds> room(
      List<Point> route, EdgeCaption caption, GridIndex<Bounds> occupied) {
    double width =
        Math.max(TextWidth.of(caption.first(), FIRST), TextWidth.of(caption.second(), SECOND));
    double height = caption.second().isEmpty() ? 14 : 28;
    Point from = route.get(0);
    Point to = route.get(0);
    for (int i = 1; i < route.size(); i++) {
      double length = route.get(i).y() - route.get(i - 1).y();
      if (length > to.y() - from.y()) {
        from = route.get(i - 1);
        to = route.get(i);
      }
    }
    double x = (from.x() + to.x()) / 2;
    double y = (from.y() + to.y()) / 2 - height / 2 - 1;
    return List.of(
            new Bounds(x + 16, y, width, height), new Bounds(x - 16 - width, y, width, height))
        .stream()
        .filter(box -> !occupied.occupied(box))
        .findFirst();
  }
}
