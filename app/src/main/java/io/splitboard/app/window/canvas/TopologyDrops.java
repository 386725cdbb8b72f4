package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Layers dragged over the devices' picture and dropped on a card. */
final class TopologyDrops {

  private static final TextStyle FORECAST = TextStyle.bold(11).centred();

  private final TopologyCanvas canvas;
  private PlacementListener placement = PlacementListener.NONE;
  private Optional<String> target = Optional.empty();
  private String forecast = "";

  TopologyDrops(TopologyCanvas canvas) {
    this.canvas = canvas;
  }

  void install() {
    canvas.setOnDragOver(this::dragOver);
    canvas.setOnDragExited(event -> leave(LayerDrag.layers(event.getDragboard())));
    canvas.setOnDragDropped(this::drop);
  }

  void listen(PlacementListener listener) {
    placement = listener;
  }

  /** Shows what is predicted for a drop; empty while it is computed. */
  void forecast(String text) {
    forecast = text;
    canvas.redraw(TopologyCanvas.INTERACTION);
  }

  private void dragOver(DragEvent event) {
    Set<String> layers = LayerDrag.layers(event.getDragboard());
    if (layers.isEmpty()) {
      return;
    }
    Optional<String> device = canvas.deviceAt(event.getX(), event.getY());
    if (!device.equals(target)) {
      target = device;
      forecast = "";
      placement.dragOver(layers, device);
      canvas.redraw(TopologyCanvas.INTERACTION);
    }
    if (device.isPresent()) {
      event.acceptTransferModes(TransferMode.MOVE);
    }
    event.consume();
  }

  private void leave(Set<String> layers) {
    if (target.isPresent()) {
      target = Optional.empty();
      placement.dragOver(layers, Optional.empty());
      canvas.redraw(TopologyCanvas.INTERACTION);
    }
  }

  private void drop(DragEvent event) {
    Set<String> layers = LayerDrag.layers(event.getDragboard());
    Optional<String> device = canvas.deviceAt(event.getX(), event.getY());
    boolean accepted = !layers.isEmpty() && device.isPresent();
    target = Optional.empty();
    canvas.redraw(TopologyCanvas.INTERACTION);
    if (accepted) {
      placement.drop(layers, device.get());
    }
    event.setDropCompleted(accepted);
    event.consume();
  }

  /** Marks the card that layers are over, and tells what is predicted beside it. */
  void paint(Painter painter) {
    target.flatMap(canvas::cardBounds).ifPresent(card -> paint(painter, card));
  }

  private void paint(Painter painter, Bounds card) {
    Palette palette = canvas.getPalette();
    painter.fillBox(card, 8, palette.accent().withOpacity(0.18));
    painter.strokeBox(card.grow(2), 9, Stroke.solid(palette.accent(), 3));
    String text = forecast.isEmpty() ? "predicting…" : forecast;
    double width = Math.min(canvas.getWidth() - 8, TextWidth.of(text, FORECAST) + 20);
    double x = Math.max(4, Math.min(canvas.getWidth() - width - 4, card.centreX() - width / 2));
    double y = card.maxY() + 30 > canvas.getHeight() ? card.y() - 28 : card.maxY() + 6;
    Bounds label = new Bounds(x, y, width, 22);
    painter.fillBox(label, 11, palette.box());
    painter.strokeBox(label, 11, Stroke.solid(palette.accent(), 1));
    painter.text(
        TextWidth.fit(text, FORECAST, width - 16),
        label.centreX(),
        label.y() + 15,
        FORECAST,
        palette.text());
  }
}
