package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Draws a network's picture, only what is in sight and only what can be read. Coordinates are those
 * of the scene; the caller pushes the view's scale and place first.
 */
public final class NetworkPainter {

  private static final TextStyle FRAME_TITLE = TextStyle.bold(11.5);

  private final NetworkScene scene;
  private final NetworkLook look;
  private final NodePainter nodes;
  private final EdgePainter edges;
  private final Map<String, String> titles;

  /** Draws one scene with one look; both are fixed, so make a new one when either changes. */
  public NetworkPainter(NetworkScene scene, NetworkLook look) {
    this.scene = scene;
    this.look = look;
    this.nodes = new NodePainter(scene, look);
    this.edges = new EdgePainter(scene, look);
    this.titles = titles(scene);
  }

  /** Width of the writing on an input or output. */
  static double terminalTextWidth(ShownNode node) {
    return TextWidth.of(NodePainter.terminalText(node), NodePainter.TERMINAL);
  }

  /** The scene that is drawn. */
  public NetworkScene scene() {
    return scene;
  }

  /** The figures behind the bands. */
  public HeatScale heat() {
    return nodes.heat();
  }

  /** Draws frames, arrows and boxes. */
  public void base(Painter painter, Bounds sight, double scale) {
    Detail detail = Detail.at(scale);
    scene.frames().forEach((block, frame) -> frame(painter, block, frame, sight, detail));
    scene.edgesIn(sight).forEach(edge -> edges.arrow(painter, edge, detail));
    scene.nodesIn(sight).forEach(node -> nodes.box(painter, node, detail));
  }

  /**
   * Draws figures, captions and problems.
   *
   * @return number of captions in sight that found no room or could not be read
   */
  public int overlay(Painter painter, Bounds sight, double scale) {
    Detail detail = Detail.at(scale);
    List<ShownNode> near = scene.nodesIn(sight.grow(100));
    List<ShownNode> boxes = near.stream().filter(ShownNode::placeable).toList();
    int hidden = 0;
    if (detail != Detail.SHAPES) {
      boxes.forEach(node -> nodes.figure(painter, node));
    }
    List<ShownEdge> arrows = scene.edgesIn(sight);
    if (detail == Detail.FULL) {
      List<Bounds> taken = new ArrayList<>();
      near.forEach(node -> taken.add(NodePainter.withFigure(scene.box(node))));
      hidden = edges.captions(painter, arrows, taken);
    }
    boxes.forEach(node -> nodes.problem(painter, node));
    return hidden;
  }

  private void frame(Painter painter, String block, Bounds frame, Bounds sight, Detail detail) {
    if (!frame.intersects(sight)) {
      return;
    }
    Palette palette = look.palette();
    painter.fillBox(frame, 10, palette.panel());
    painter.strokeBox(frame, 10, Stroke.solid(palette.border(), 1));
    if (detail != Detail.SHAPES) {
      painter.text(
          TextWidth.fit("▾ " + titles.get(block), FRAME_TITLE, frame.width() / 2 - 24),
          frame.x() + 12,
          frame.y() + 16,
          FRAME_TITLE,
          palette.muted());
    }
  }

  private static Map<String, String> titles(NetworkScene scene) {
    return scene.graph().network().blocks().stream()
        .collect(java.util.stream.Collectors.toMap(block -> block.id(), block -> block.title()));
  }
}
