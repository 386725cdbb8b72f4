package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.Band;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Colour;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import java.util.List;

/**
 * A small picture of the whole network in a corner. Width and height have their own scales, so that
 * a chain fifty times as long as wide is a strip of bars and not a hair.
 *
 * @param frame where it is on the screen
 * @param inner where the network's picture is inside the frame
 * @param world what of the network it shows: all
 */
record Minimap(Bounds frame, Bounds inner, Bounds world) {

  private static final double WIDTH = 126;
  private static final double TALL_WIDTH = 70;
  private static final double HEIGHT = 86;
  private static final double PADDING = 8;

  /** From this many times its frame's shape on, a tall picture gets a taller frame. */
  private static final double TALL = 4;

  /** Places it in the lower right corner of a screen. */
  static Minimap of(Bounds world, Bounds screen) {
    double aspect = world.height() / Math.max(1, world.width());
    double height = aspect > TALL ? Math.min(screen.height() * 0.5, HEIGHT * 2.6) : HEIGHT;
    // A chain leaves room for what it stands before.
    double width = aspect > TALL ? TALL_WIDTH : WIDTH;
    Bounds frame =
        new Bounds(screen.maxX() - width - 14, screen.maxY() - height - 12, width, height);
    double fill = aspect > TALL ? 0.75 : Math.max(0.4, Math.min(1, 1.6 / Math.max(1, aspect)));
    double innerWidth = (width - 2 * PADDING) * fill;
    Bounds inner =
        new Bounds(
            frame.centreX() - innerWidth / 2,
            frame.y() + PADDING,
            innerWidth,
            height - 2 * PADDING);
    return new Minimap(frame, inner, world);
  }

  /** Rectangle of the screen for one of the network. */
  Bounds toScreen(Bounds area) {
    double sx = inner.width() / Math.max(1, world.width());
    double sy = inner.height() / Math.max(1, world.height());
    return new Bounds(
        inner.x() + (area.x() - world.x()) * sx,
        inner.y() + (area.y() - world.y()) * sy,
        area.width() * sx,
        area.height() * sy);
  }

  /** Place of the network for one of the screen. */
  Point toPicture(double x, double y) {
    return new Point(
        world.x() + (x - inner.x()) / inner.width() * world.width(),
        world.y() + (y - inner.y()) / inner.height() * world.height());
  }

  void paint(Painter painter, NetworkScene scene, NetworkLook look) {
    painter.fillBox(frame, 6, look.palette().panel());
    painter.strokeBox(frame, 6, Stroke.solid(look.palette().border(), 1));
    double last = Double.NEGATIVE_INFINITY;
    for (ShownNode node : scene.graph().nodes()) {
      Bounds place = toScreen(scene.box(node));
      // Rows closer than half a pixel cover each other in a chain of thousands.
      if (place.height() < 1 && Math.abs(place.y() - last) < 0.5 && inner.width() < 60) {
        continue;
      }
      last = place.y();
      double height = Math.max(1, Math.min(7, place.height()));
      Bounds bar =
          new Bounds(place.x(), place.centreY() - height / 2, Math.max(2, place.width()), height);
      bar(painter, bar, node, look);
    }
  }

  private static void bar(Painter painter, Bounds bar, ShownNode node, NetworkLook look) {
    double radius = Math.min(2, bar.height() / 3);
    List<Band> bands =
        look.partition().map(partition -> Band.of(node.layers(), partition)).orElse(List.of());
    if (bands.isEmpty()) {
      painter.fillBox(bar, radius, look.palette().border());
    }
    double x = bar.x();
    for (Band band : bands) {
      double width = bar.width() * band.share();
      painter.fillBox(
          new Bounds(x, bar.y(), width, bar.height()), radius, look.device(band.device()));
      x += width;
    }
  }

  void paintSight(Painter painter, Bounds sight, NetworkLook look) {
    Bounds shown = toScreen(sight);
    double left = Math.max(frame.x() + 2, Math.min(shown.x(), inner.x() - 4));
    double right = Math.min(frame.maxX() - 2, Math.max(shown.maxX(), inner.x() + 4));
    double top = Math.max(frame.y() + 2, Math.min(shown.y(), frame.maxY() - 8));
    double bottom = Math.min(frame.maxY() - 2, Math.max(shown.maxY(), top + 5));
    Bounds box = new Bounds(left, top, Math.max(6, right - left), bottom - top);
    Colour accent = look.palette().accent();
    painter.fillBox(box, 3, accent.withOpacity(0.12));
    painter.strokeBox(box, 3, Stroke.solid(accent, 1));
  }
}
