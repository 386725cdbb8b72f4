package io.splitboard.app.window.canvas;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;

/** Opens the context menu of what lies under the pointer, or of the selected device. */
final class TopologyMenu {
  private final TopologyCanvas canvas;
  private TopologyMenus entries = TopologyMenus.NONE;
  private ContextMenu menu = new ContextMenu();

  TopologyMenu(TopologyCanvas canvas) {
    this.canvas = canvas;
  }

  void install() {
    canvas.setOnContextMenuRequested(this::open);
  }

  void fill(TopologyMenus from) {
    entries = from;
  }

  private void open(ContextMenuEvent event) {
    Optional<String> device =
        event.isKeyboardTrigger()
            ? canvas.selectedProperty().get()
            : canvas.deviceAt(event.getX(), event.getY());
    List<MenuItem> items =
        device
            .map(entries::device)
            .or(
                () ->
                    canvas
                        .wireAt(event.getX(), event.getY())
                        .map(wire -> entries.link(wire.first(), wire.second())))
            .orElse(List.of());
    menu.hide();
    if (!items.isEmpty()) {
      menu = new ContextMenu(items.toArray(MenuItem[]::new));
      menu.show(canvas, event.getScreenX(), event.getScreenY());
    }
    event.consume();
  }
}
