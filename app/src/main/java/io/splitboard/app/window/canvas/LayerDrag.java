package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;
import javafx.scene.paint.Color;

/** What travels with the pointer while layers are dragged. */
final class LayerDrag {

  private static final String TYPE = "application/x-splitboard-layers";
  private static final TextStyle STYLE = TextStyle.bold(12);

  private LayerDrag() {}

  /** The format of layer ids, one a line. */
  private static DataFormat format() {
    DataFormat known = DataFormat.lookupMimeType(TYPE);
    return known == null ? new DataFormat(TYPE) : known;
  }

  static void fill(Dragboard board, Set<String> layers, Palette palette) {
    ClipboardContent content = new ClipboardContent();
    content.put(format(), String.join("\n", layers));
    board.setContent(content);
    String text = layers.size() == 1 ? "1 layer → …" : layers.size() + " layers → …";
    board.setDragView(image(text, palette), -8, -8);
  }

  /** Ids of the dragged layers; empty where something else is dragged. */
  static Set<String> layers(Dragboard board) {
    if (!board.hasContent(format())) {
      return Set.of();
    }
    return new LinkedHashSet<>(List.of(((String) board.getContent(format())).split("\n")));
  }

  private static WritableImage image(String text, Palette palette) {
    double width = TextWidth.of(text, STYLE) + 24;
    Canvas canvas = new Canvas(width, 28);
    FxPainter painter = new FxPainter(canvas.getGraphicsContext2D());
    // Square, since corners are white where the screen has no transparency.
    painter.fillBox(new Bounds(0, 0, width, 28), 0, palette.box());
    painter.strokeBox(new Bounds(1, 1, width - 2, 26), 0, Stroke.solid(palette.accent(), 2));
    painter.text(text, 12, 18, STYLE, palette.text());
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(Color.TRANSPARENT);
    return canvas.snapshot(parameters, null);
  }
}
