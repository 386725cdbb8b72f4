package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Placing layers: by dragging them to a device's chip or card, or from the menu. */
final class NetworkDrops {

  private final NetworkCanvas canvas;
  private ContextMenu menu = new ContextMenu();
  private Optional<String> target = Optional.empty();
  private boolean over;

  NetworkDrops(NetworkCanvas canvas) {
    this.canvas = canvas;
  }

  /** Starts to listen; the supplier tells what a drag that begins now carries. */
  void install(Supplier<Set<String>> dragged) {
    canvas.setOnDragDetected(
        event -> {
          Set<String> layers = dragged.get();
          if (!layers.isEmpty() && canvas.look().partition().isPresent()) {
            LayerDrag.fill(canvas.startDragAndDrop(TransferMode.MOVE), layers, canvas.getPalette());
            event.consume();
          }
        });
    canvas.setOnDragDone(this::done);
    canvas.setOnDragOver(this::over);
    canvas.setOnDragExited(event -> leave(LayerDrag.layers(event.getDragboard())));
    canvas.setOnDragDropped(this::drop);
    canvas.setOnContextMenuRequested(this::openMenu);
  }

  private void done(DragEvent event) {
    target = Optional.empty();
    over = false;
    canvas.previewMove(Set.of(), Optional.empty());
    if (event.getTransferMode() == null) {
      canvas.placement().cancelled();
    }
  }

  private void over(DragEvent event) {
    Set<String> layers = LayerDrag.layers(event.getDragboard());
    if (layers.isEmpty()) {
      return;
    }
    Optional<String> device = canvas.chips().at(new Point(event.getX(), event.getY()));
    if (!over || !device.equals(target)) {
      over = true;
      target = device;
      canvas.previewMove(layers, device);
      canvas.placement().dragOver(layers, device);
    }
    if (device.isPresent()) {
      event.acceptTransferModes(TransferMode.MOVE);
    }
    event.consume();
  }

  private void leave(Set<String> layers) {
    over = false;
    if (target.isPresent()) {
      target = Optional.empty();
      canvas.previewMove(layers, Optional.empty());
      canvas.placement().dragOver(layers, Optional.empty());
    }
  }

  private void drop(DragEvent event) {
    Set<String> layers = LayerDrag.layers(event.getDragboard());
    Optional<String> device = canvas.chips().at(new Point(event.getX(), event.getY()));
    boolean accepted = !layers.isEmpty() && device.isPresent();
    target = Optional.empty();
    if (accepted) {
      canvas.placement().drop(layers, device.get());
    }
    event.setDropCompleted(accepted);
    event.consume();
  }

  private void openMenu(ContextMenuEvent event) {
    if (canvas.view().network().isEmpty()) {
      return;
    }
    if (!event.isKeyboardTrigger()) {
      canvas
          .view()
          .nodeAt(event.getX(), event.getY())
          .filter(node -> node.placeable() && !canvas.selection().covers(node.layers()))
          .ifPresent(node -> canvas.select(Selection.of(node.layers())));
    }
    menu.hide();
    menu = menu();
    menu.show(canvas, event.getScreenX(), event.getScreenY());
    event.consume();
  }

  private ContextMenu menu() {
    Set<String> layers = canvas.selection().layers();
    Menu place =
        new Menu(layers.size() == 1 ? "Place on" : "Place " + layers.size() + " layers on");
    place.setDisable(layers.isEmpty() || canvas.look().partition().isEmpty());
    for (String device : canvas.properties().devicesProperty().get()) {
      place.getItems().add(item(device, () -> canvas.placement().drop(layers, device)));
    }
    ContextMenu result = new ContextMenu(place);
    if (!layers.isEmpty()) {
      result.getItems().addAll(canvas.menuExtension(layers));
      String first = layers.iterator().next();
      result
          .getItems()
          .addAll(
              item(
                  "Expand or collapse block",
                  () -> canvas.view().toggle(canvas.view().blockOf(first))),
              item(
                  "Select whole block",
                  () -> canvas.select(canvas.view().blockOf(first).layers())));
    }
    result
        .getItems()
        .addAll(
            item("Expand all", canvas::expandAll),
            item("Collapse all", canvas::collapseAll),
            item("Fit", canvas::fit));
    return result;
  }

  private static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setMnemonicParsing(false);
    item.setOnAction(event -> action.run());
    return item;
  }

  void paint(Painter painter) {
    if (target.isPresent()) {
      canvas.chips().paint(painter, canvas.look(), target);
    }
    canvas
        .preview()
        .ifPresent(
            preview ->
                preview.paint(
                    painter, canvas.area(), canvas.chips().height() + 12, canvas.getPalette()));
  }
}
