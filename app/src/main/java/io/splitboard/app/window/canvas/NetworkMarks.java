package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.ShownEdge;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.Optional;
import java.util.Set;

/** Marks over the network's picture: what is selected, found, pointed at, focused. */
final class NetworkMarks {

  private static final TextStyle BADGE = TextStyle.bold(11).centred();

  private final NetworkCanvas canvas;
  private final Painter painter;
  private final Palette palette;

  NetworkMarks(NetworkCanvas canvas, Painter painter) {
    this.canvas = canvas;
    this.painter = painter;
    this.palette = canvas.getPalette();
  }

  /** Marks the boxes in sight that are selected, found by a search, or pointed at. */
  void boxes(NetworkScene scene, Optional<ShownNode> hovered) {
    Viewport view = canvas.view().viewport();
    Optional<Set<String>> found = canvas.found();
    for (ShownNode node : scene.nodesIn(canvas.sight())) {
      Bounds box = view.toScreen(scene.box(node));
      double radius = node.placeable() ? 8 * view.scale() : box.height() / 2;
      found.ifPresent(layers -> search(node, box, radius, layers));
      if (canvas.selection().covers(node.layers())) {
        painter.strokeBox(box.grow(1), radius, Stroke.solid(palette.accent(), 2));
      } else if (node.layers().stream().anyMatch(canvas.selection().layers()::contains)) {
        painter.strokeBox(box.grow(1), radius, Stroke.dashed(palette.accent(), 2));
      } else if (hovered.filter(node::equals).isPresent()) {
        painter.strokeBox(box, radius, Stroke.solid(palette.muted(), 1.5));
      }
    }
  }

  /** Marks the box whose result is the first to differ, with the largest error above its corner. */
  void divergence(NetworkScene scene) {
    DivergenceMark mark = canvas.properties().divergenceProperty().get();
    if (mark == null) {
      return;
    }
    scene
        .nodeOf(mark.layer())
        .ifPresent(
            node -> {
              double scale = canvas.view().viewport().scale();
              Bounds box = canvas.view().viewport().toScreen(scene.box(node));
              Stroke outline = Stroke.solid(palette.bad(), 2);
              painter.strokeBox(box.grow(3), 8 * scale + 3, outline);
              painter.strokeBox(box.grow(6), 8 * scale + 6, Stroke.dashed(palette.bad(), 1));
              double width = TextWidth.of(mark.badge(), BADGE) + 14;
              Bounds badge = new Bounds(box.x() - 8, box.y() - 16, width, 20);
              painter.fillBox(badge, 10, palette.bad());
              painter.text(
                  mark.badge(), badge.centreX(), badge.y() + 14, BADGE, palette.background());
            });
  }

  private void search(ShownNode node, Bounds box, double radius, Set<String> found) {
    if (node.layers().stream().anyMatch(found::contains)) {
      painter.strokeBox(box.grow(2), radius + 2, Stroke.solid(palette.warning(), 2));
    } else {
      painter.fillBox(box.grow(1), radius, palette.background().withOpacity(0.6));
    }
  }

  /** Marks the arrow that is pointed at. */
  void arrow(NetworkScene scene, ShownEdge edge) {
    Viewport view = canvas.view().viewport();
    painter.line(
        scene.route(edge).stream().map(view::toScreen).toList(), Stroke.solid(palette.link(), 2));
  }

  /** Shows which boxes a drag over them would select. */
  void band(Bounds band) {
    painter.fillBox(band, 2, palette.accent().withOpacity(0.12));
    painter.strokeBox(band, 2, Stroke.solid(palette.accent(), 1));
  }

  /** Shows that keys go to the picture. */
  void focus() {
    painter.strokeBox(canvas.area().grow(-1), 2, Stroke.solid(palette.accent(), 1));
  }
}
