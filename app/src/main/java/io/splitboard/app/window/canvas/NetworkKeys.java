package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.NetworkScene.Direction;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyEvent;

/** The network's picture by keyboard. */
final class NetworkKeys {

  private final NetworkCanvas canvas;

  NetworkKeys(NetworkCanvas canvas) {
    this.canvas = canvas;
  }

  void install() {
    canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::press);
  }

  private void press(KeyEvent event) {
    if (canvas.view().scene().isEmpty() || event.isAltDown()) {
      return;
    }
    if (event.isShortcutDown()) {
      if (event.getCode() == javafx.scene.input.KeyCode.A) {
        canvas.select(
            canvas.view().network().orElseThrow().layers().stream().map(Layer::id).toList());
        event.consume();
      }
      return;
    }
    if (act(event)) {
      event.consume();
    }
  }

  private boolean act(KeyEvent event) {
    switch (event.getCode()) {
      case UP -> step(Direction.UP, event.isShiftDown());
      case DOWN -> step(Direction.DOWN, event.isShiftDown());
      case LEFT -> step(Direction.LEFT, event.isShiftDown());
      case RIGHT -> step(Direction.RIGHT, event.isShiftDown());
      case ENTER -> current().ifPresent(this::toggle);
      case PLUS, ADD, EQUALS -> canvas.zoomIn();
      case MINUS, SUBTRACT -> canvas.zoomOut();
      case DIGIT0, NUMPAD0 -> canvas.zoomToActualSize();
      case F -> canvas.fit();
      case ESCAPE -> {
        boolean something = !canvas.selection().layers().isEmpty();
        canvas.select(Selection.NONE);
        return something;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void toggle(ShownNode node) {
    Block block = canvas.view().blockOf(node.layers().get(0));
    if (block.layers().size() > 1) {
      canvas.view().toggle(block);
    }
  }

  private Optional<ShownNode> current() {
    List<String> anchor = canvas.selection().anchor();
    return anchor.isEmpty()
        ? Optional.empty()
        : canvas.view().scene().flatMap(scene -> scene.nodeOf(anchor.get(0)));
  }

  private void step(Direction direction, boolean extend) {
    NetworkScene scene = canvas.view().scene().orElseThrow();
    Optional<ShownNode> from = current();
    Optional<ShownNode> to =
        from.isPresent()
            ? scene.neighbour(from.get(), direction)
            : scene.graph().nodes().stream().filter(ShownNode::placeable).findFirst();
    to.ifPresent(
        node -> {
          Selection next = Selection.of(node.layers());
          if (extend) {
            Selection grown = canvas.selection();
            java.util.Set<String> all = new java.util.LinkedHashSet<>(grown.layers());
            all.addAll(node.layers());
            next = new Selection(all, node.layers());
          }
          canvas.select(next);
          canvas.view().bringIntoSight(node.layers());
        });
  }
}
