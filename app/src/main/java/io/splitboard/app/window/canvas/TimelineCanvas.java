package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.app.picture.timeline.Bar;
import io.splitboard.app.picture.timeline.Scale;
import io.splitboard.app.picture.timeline.TimelineModel;
import io.splitboard.app.picture.timeline.TimelinePainter;
import io.splitboard.app.window.canvas.FactsCard.Fact;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * What each device and its links do over time: predicted faint and above, measured bright and
 * below. The wheel zooms in time, a drag moves. Use on the JavaFX thread.
 */
public final class TimelineCanvas extends CanvasPane {

  private static final int INTERACTION = 1;
  private static final String EMPTY =
      "No timeline yet: solve or place the layers to see a prediction, run to see measured times.";

  private final ObjectProperty<TimelineModel> model =
      new SimpleObjectProperty<>(this, "model", TimelineModel.EMPTY);
  private Scale scale = new Scale(0, 1, 0, 1);
  private boolean whole = true;
  private double scrolled;
  private Point pointer = new Point(-1, -1);
  private Point grabbed = new Point(0, 0);
  private Optional<Bar> hovered = Optional.empty();

  /** An empty canvas. */
  public TimelineCanvas() {
    super(2);
    setFocusTraversable(true);
    setAccessibleText("Timeline");
    model.addListener(change -> modelChanged());
    widthProperty().addListener(change -> fitWhole());
    addEventHandler(ScrollEvent.SCROLL, this::scroll);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
    addEventHandler(MouseEvent.MOUSE_EXITED, event -> hover(Optional.empty()));
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  /** What is shown. */
  public ObjectProperty<TimelineModel> modelProperty() {
    return model;
  }

  /** Shows all of the time. */
  public void fit() {
    whole = true;
    fitWhole();
  }

  private void modelChanged() {
    hovered = Optional.empty();
    fitWhole();
    setAccessibleText(
        model.get().critical().map(path -> "Timeline, " + path.sentence()).orElse("Timeline"));
    redrawAll();
  }

  private void fitWhole() {
    double left = TimelinePainter.LEFT;
    double right = Math.max(left + 10, getWidth() - TimelinePainter.RIGHT);
    double span = Math.max(0.001, model.get().spanMs());
    scale =
        whole
            ? new Scale(0, span * 1.02, left, right)
            : new Scale(scale.from(), scale.to(), left, right);
    redrawAll();
  }

  // ---- pointer and keys ----

  private void scroll(ScrollEvent event) {
    if (event.isShiftDown()) {
      scrollRows(event.getDeltaX() + event.getDeltaY());
    } else {
      change(scale.zoom(Math.exp(event.getDeltaY() * 0.003), event.getX()));
    }
    event.consume();
  }

  private void change(Scale next) {
    double span = next.to() - next.from();
    if (span > 1e-3 && span < 20 * Math.max(1, model.get().spanMs())) {
      whole = false;
      scale = next;
      redrawAll();
    }
  }

  private void scrollRows(double pixels) {
    double content = painter().rowHeight() * model.get().devices().size();
    double room = getHeight() - TimelinePainter.TOP - TimelinePainter.BOTTOM;
    double most = Math.max(0, content - room);
    scrolled = Math.max(0, Math.min(most, scrolled - pixels));
    redrawAll();
  }

  private void press(MouseEvent event) {
    requestFocus();
    grabbed = new Point(event.getX(), event.getY());
    if (event.getClickCount() == 2) {
      fit();
    }
  }

  private void drag(MouseEvent event) {
    change(scale.pan(event.getX() - grabbed.x()));
    scrollRows(event.getY() - grabbed.y());
    grabbed = new Point(event.getX(), event.getY());
  }

  private void move(MouseEvent event) {
    pointer = new Point(event.getX(), event.getY());
    hover(barAt(pointer));
  }

  private void hover(Optional<Bar> bar) {
    hovered = bar;
    redraw(INTERACTION);
  }

  private void key(KeyEvent event) {
    double middle = (scale.low() + scale.high()) / 2;
    switch (event.getCode()) {
      case PLUS, ADD, EQUALS -> change(scale.zoom(1.25, middle));
      case MINUS, SUBTRACT -> change(scale.zoom(1 / 1.25, middle));
      case LEFT -> change(scale.pan(60));
      case RIGHT -> change(scale.pan(-60));
      case UP -> scrollRows(40);
      case DOWN -> scrollRows(-40);
      case F -> fit();
      default -> {
        return;
      }
    }
    event.consume();
  }

  // ---- painting ----

  private TimelinePainter painter() {
    return new TimelinePainter(model.get(), scale, area(), scrolled, getPalette());
  }

  private Optional<Bar> barAt(Point point) {
    if (point.x() < TimelinePainter.LEFT || point.y() < TimelinePainter.TOP) {
      return Optional.empty();
    }
    TimelinePainter timeline = painter();
    return model.get().bars().stream()
        .filter(bar -> timeline.place(bar).grow(1).contains(point))
        .reduce((first, last) -> last);
  }

  @Override
  protected void paint(int layer, Painter target) {
    if (layer == INTERACTION) {
      hovered.ifPresent(bar -> paintHover(target, bar));
      if (isFocused()) {
        target.strokeBox(area().grow(-1), 2, Stroke.solid(getPalette().accent(), 1));
      }
    } else if (model.get().bars().isEmpty()) {
      target.fillBox(area(), 0, getPalette().panel());
      NetworkNotes.empty(target, area(), EMPTY, getPalette());
    } else {
      painter().paint(target);
    }
  }

  private void paintHover(Painter target, Bar bar) {
    target.strokeBox(painter().place(bar).grow(1), 3, Stroke.solid(getPalette().text(), 1.5));
    String kind = bar.kind() == Bar.Kind.TASK ? "task on " + bar.device() : "transfer";
    new FactsCard(
            bar.label(),
            List.of(
                new Fact("what", kind),
                new Fact("origin", bar.measured() ? "measured" : "predicted"),
                new Fact("takes", Units.ms(bar.endMs() - bar.startMs())),
                new Fact("from – to", Units.ms(bar.startMs()) + " – " + Units.ms(bar.endMs())),
                new Fact("request", String.valueOf(bar.request()))),
            "")
        .paint(target, pointer, area(), getPalette());
  }
}
