package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Palette;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/**
 * A region that is drawn by hand on canvases of its own size, one above the other. What changed is
 * marked with {@link #redraw}; each canvas is drawn at most once per pulse.
 */
public abstract class CanvasPane extends Region {

  private final List<Canvas> canvases = new ArrayList<>();
  private final BitSet dirty = new BitSet();
  private final ObjectProperty<Palette> palette =
      new SimpleObjectProperty<>(this, "palette", Palette.DARK);
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          stop();
          draw();
        }
      };

  /** Makes a region of so many canvases. */
  protected CanvasPane(int layers) {
    for (int i = 0; i < layers; i++) {
      Canvas canvas = new Canvas();
      canvas.setMouseTransparent(true);
      canvases.add(canvas);
    }
    getChildren().addAll(canvases);
    setMinSize(40, 40);
    setPrefSize(400, 300);
    setPickOnBounds(true);
    widthProperty().addListener(change -> redrawAll());
    heightProperty().addListener(change -> redrawAll());
    palette.addListener(change -> redrawAll());
  }

  /** The theme. */
  public final ObjectProperty<Palette> paletteProperty() {
    return palette;
  }

  /** The theme. */
  public final Palette getPalette() {
    return palette.get();
  }

  /** Changes the theme. */
  public final void setPalette(Palette changed) {
    palette.set(Objects.requireNonNull(changed));
  }

  /** Marks a canvas as out of date; 0 is the lowest. */
  protected final void redraw(int layer) {
    dirty.set(layer);
    pulse.start();
  }

  /** Marks all canvases as out of date. */
  protected final void redrawAll() {
    for (int i = 0; i < canvases.size(); i++) {
      redraw(i);
    }
  }

  /** Draws at once what is out of date; for snapshots. */
  public final void drawNow() {
    layoutChildren();
    pulse.stop();
    draw();
  }

  private void draw() {
    for (int layer = 0; layer < canvases.size(); layer++) {
      if (dirty.get(layer) && getWidth() > 0 && getHeight() > 0) {
        dirty.clear(layer);
        Canvas canvas = canvases.get(layer);
        canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        paint(layer, new FxPainter(canvas.getGraphicsContext2D()));
      }
    }
  }

  /** Draws one canvas, which is empty before. */
  protected abstract void paint(int layer, Painter painter);

  /** The whole region. */
  protected final Bounds area() {
    return new Bounds(0, 0, getWidth(), getHeight());
  }

  @Override
  protected void layoutChildren() {
    for (Canvas canvas : canvases) {
      if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        redrawAll();
      }
    }
  }
}
