package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.ShownEdge;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Duration;

/** What the pointer does on the network's picture, and what follows it there. */
final class NetworkInteraction {

  private static final double EDGE_REACH_PX = 6;

  private final NetworkCanvas canvas;
  private final NetworkDrops drops;
  private final PauseTransition rest = new PauseTransition(Duration.millis(350));
  private Optional<ShownNode> hovered = Optional.empty();
  private Optional<ShownEdge> hoveredEdge = Optional.empty();
  private Point pointer = new Point(0, 0);
  private boolean resting;
  private Point pressed = new Point(0, 0);
  private Gesture gesture = Gesture.NONE;

  /** What a drag that began here does. */
  private enum Gesture {
    NONE,
    PAN,
    BAND,
    MINIMAP,
    LAYERS
  }

  NetworkInteraction(NetworkCanvas canvas) {
    this.canvas = canvas;
    this.drops = new NetworkDrops(canvas);
    rest.setOnFinished(
        event -> {
          resting = true;
          canvas.redraw(NetworkCanvas.INTERACTION);
        });
  }

  void install() {
    canvas.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, event -> forget());
    canvas.shares().editor().setOnMouseEntered(event -> forget());
    new NetworkKeys(canvas).install();
    drops.install(this::draggedLayers);
  }

  void forget() {
    hovered = Optional.empty();
    hoveredEdge = Optional.empty();
    resting = false;
    rest.stop();
    canvas.redraw(NetworkCanvas.INTERACTION);
  }

  private void scroll(ScrollEvent event) {
    if (event.isInertia() && event.isControlDown()) {
      return;
    }
    if (event.isShiftDown()) {
      canvas.view().pan(event.getDeltaX() + event.getDeltaY(), 0);
    } else {
      canvas.view().zoom(Math.exp(event.getDeltaY() * 0.0025), event.getX(), event.getY());
    }
    event.consume();
  }

  private void press(MouseEvent event) {
    canvas.requestFocus();
    pressed = new Point(event.getX(), event.getY());
    pointer = pressed;
    resting = false;
    rest.stop();
    boolean primary = event.getButton() == MouseButton.PRIMARY;
    if (canvas.minimap().filter(map -> map.frame().contains(pressed)).isPresent()) {
      gesture = Gesture.MINIMAP;
      canvas
          .minimap()
          .ifPresent(map -> canvas.view().centreOn(map.toPicture(pressed.x(), pressed.y())));
    } else if (primary && placeable(event).isPresent()) {
      gesture = Gesture.LAYERS;
    } else if (primary && event.isShiftDown()) {
      gesture = Gesture.BAND;
    } else {
      gesture = event.getButton() == MouseButton.SECONDARY ? Gesture.NONE : Gesture.PAN;
    }
  }

  private Optional<ShownNode> placeable(MouseEvent event) {
    return canvas.view().nodeAt(event.getX(), event.getY()).filter(ShownNode::placeable);
  }

  private void drag(MouseEvent event) {
    Point now = new Point(event.getX(), event.getY());
    switch (gesture) {
      case PAN -> {
        canvas.setCursor(Cursor.CLOSED_HAND);
        canvas.view().pan(now.x() - pointer.x(), now.y() - pointer.y());
      }
      case MINIMAP ->
          canvas
              .minimap()
              .ifPresent(map -> canvas.view().centreOn(map.toPicture(now.x(), now.y())));
      case BAND -> canvas.redraw(NetworkCanvas.INTERACTION);
      default -> {
        // The toolkit's own drag and drop takes over for layers.
      }
    }
    pointer = now;
  }

  private void release(MouseEvent event) {
    if (gesture == Gesture.BAND && !event.isStillSincePress()) {
      Bounds band = Bounds.between(pressed, pointer);
      Point from = canvas.view().viewport().toPicture(band.x(), band.y());
      Point to = canvas.view().viewport().toPicture(band.maxX(), band.maxY());
      canvas
          .view()
          .scene()
          .ifPresent(
              scene -> canvas.select(Selection.of(scene.layersIn(Bounds.between(from, to)))));
    }
    gesture = Gesture.NONE;
    canvas.setCursor(Cursor.DEFAULT);
    canvas.redraw(NetworkCanvas.INTERACTION);
  }

  private void click(MouseEvent event) {
    boolean onMap = canvas.minimap().filter(map -> map.frame().contains(pressed)).isPresent();
    if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress() || onMap) {
      return;
    }
    Optional<ShownNode> node = placeable(event);
    if (event.getClickCount() == 2) {
      blockAt(event, node).ifPresent(canvas.view()::toggle);
    } else if (node.isEmpty()) {
      canvas.select(chipSelection(event));
    } else if (event.isShiftDown()) {
      canvas.select(canvas.selection().range(node.get().layers(), order()));
    } else if (event.isShortcutDown()) {
      canvas.select(canvas.selection().toggle(node.get().layers()));
    } else {
      canvas.select(Selection.of(node.get().layers()));
    }
  }

  /** A click on a device's chip selects its layers; one on free space selects nothing. */
  private Selection chipSelection(MouseEvent event) {
    Optional<String> device = canvas.chips().at(new Point(event.getX(), event.getY()));
    if (device.isEmpty() || canvas.look().partition().isEmpty()) {
      return Selection.NONE;
    }
    return Selection.of(
        canvas.look().partition().get().placements().entrySet().stream()
            .filter(entry -> entry.getValue().devices().contains(device.get()))
            .map(java.util.Map.Entry::getKey)
            .toList());
  }

  private List<String> order() {
    return network().layers().stream().map(Layer::id).toList();
  }

  /** The block that a double click means: a collapsed box, or the frame around the place. */
  private Optional<Block> blockAt(MouseEvent event, Optional<ShownNode> node) {
    if (node.filter(each -> each.kind() == ShownNode.Kind.BLOCK).isPresent()) {
      return Optional.of(canvas.view().blockOf(node.get().layers().get(0)));
    }
    Point place = canvas.view().viewport().toPicture(event.getX(), event.getY());
    return canvas.view().scene().flatMap(scene -> scene.frameAt(place)).map(this::block);
  }

  private Block block(String id) {
    return network().blocks().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Network network() {
    return canvas.view().network().orElseThrow();
  }

  private void move(MouseEvent event) {
    // A drag of layers ends without a release.
    gesture = Gesture.NONE;
    pointer = new Point(event.getX(), event.getY());
    boolean onMap = canvas.minimap().filter(map -> map.frame().contains(pointer)).isPresent();
    Optional<ShownNode> node =
        onMap ? Optional.empty() : canvas.view().nodeAt(event.getX(), event.getY());
    Optional<ShownEdge> edge = onMap || node.isPresent() ? Optional.empty() : edgeAtPointer();
    boolean same = node.equals(hovered) && edge.equals(hoveredEdge);
    if (!same) {
      resting = false;
      hovered = node;
      hoveredEdge = edge;
      canvas.redraw(NetworkCanvas.INTERACTION);
    }
    if (!resting && (node.isPresent() || edge.isPresent())) {
      rest.playFromStart();
    }
    canvas.setCursor(node.filter(ShownNode::placeable).isPresent() ? Cursor.HAND : Cursor.DEFAULT);
  }

  private Optional<ShownEdge> edgeAtPointer() {
    Viewport view = canvas.view().viewport();
    return canvas
        .view()
        .scene()
        .flatMap(
            scene ->
                scene.edgeAt(
                    view.toPicture(pointer.x(), pointer.y()), EDGE_REACH_PX / view.scale()));
  }

  /** What a drag from the pressed place carries: the selection if it begins in it, else the box. */
  private Set<String> draggedLayers() {
    if (gesture != Gesture.LAYERS) {
      return Set.of();
    }
    Optional<ShownNode> node = canvas.view().nodeAt(pressed.x(), pressed.y());
    if (node.isEmpty()) {
      return Set.of();
    }
    if (!canvas.selection().covers(node.get().layers())) {
      canvas.select(Selection.of(node.get().layers()));
    }
    forget();
    return canvas.selection().layers();
  }

  void paint(Painter painter, NetworkNotes notes) {
    NetworkMarks marks = new NetworkMarks(canvas, painter);
    canvas.shares().paint(painter);
    canvas.view().scene().ifPresent(scene -> paintScene(painter, scene, marks));
    notes.paint(painter, canvas.area(), canvas.getPalette());
    if (canvas.isFocused()) {
      marks.focus();
    }
  }

  private void paintScene(Painter painter, NetworkScene scene, NetworkMarks marks) {
    marks.boxes(scene, hovered);
    marks.divergence(scene);
    hoveredEdge
        .filter(edge -> scene.graph().edges().contains(edge))
        .ifPresent(edge -> marks.arrow(scene, edge));
    canvas.minimap().ifPresent(map -> map.paintSight(painter, canvas.sight(), canvas.look()));
    drops.paint(painter);
    if (gesture == Gesture.BAND) {
      marks.band(Bounds.between(pressed, pointer));
    }
    if (resting && gesture == Gesture.NONE) {
      facts().ifPresent(card -> card.paint(painter, pointer, canvas.area(), canvas.getPalette()));
    }
  }

  private Optional<FactsCard> facts() {
    if (hovered.isPresent()) {
      DivergenceMark mark = canvas.properties().divergenceProperty().get();
      return hovered.map(node -> NetworkFacts.of(node, network(), canvas.look()).with(node, mark));
    }
    return hoveredEdge.map(edge -> NetworkFacts.of(edge, network(), canvas.look()));
  }
}
