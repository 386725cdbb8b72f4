package io.splitboard.app.window.canvas;

import io.splitboard.app.window.canvas.FactsCard.Fact;
import io.splitboard.app.window.canvas.paint.Bounds;
import io.splitboard.app.window.canvas.paint.Painter;
import io.splitboard.app.window.canvas.paint.Point;
import io.splitboard.app.window.canvas.paint.Stroke;
import io.splitboard.app.window.canvas.paint.TextStyle;
import io.splitboard.app.window.canvas.paint.TextWidth;
import io.splitboard.app.window.canvas.paint.Units;
import io.splitboard.app.window.canvas.timeline.Bar;
import io.splitboard.app.window.canvas.timeline.CriticalPath;
import io.splitboard.app.window.canvas.timeline.Scale;
import io.splitboard.app.window.canvas.timeline.TimelineModel;
import io.splitboard.app.window.theme.Colour;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static final int BASE = 0;
  private static final int INTERACTION = 1;
  private static final double LEFT = 82;
  private static final double RIGHT = 16;
  private static final double TOP = 26;
  private static final double BOTTOM = 20;
  private static final double ROW = 66;
  private static final double LEAST_ROW = 40;
  private static final TextStyle AXIS = TextStyle.of(10);
  private static final TextStyle NAME = TextStyle.bold(12.5);

  private final ObjectProperty<TimelineModel> model =
      new SimpleObjectProperty<>(this, "model", TimelineModel.EMPTY);
  private Scale scale = new Scale(0, 1, LEFT, LEFT + 1);
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
    double right = Math.max(LEFT + 10, getWidth() - RIGHT);
    double span = Math.max(0.001, model.get().spanMs());
    scale =
        whole
            ? new Scale(0, span * 1.02, LEFT, right)
            : new Scale(scale.from(), scale.to(), LEFT, right);
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
    double content = rowHeight() * model.get().devices().size();
    double most = Math.max(0, content - (getHeight() - TOP - BOTTOM));
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

  // ---- geometry ----

  private double rowHeight() {
    int rows = Math.max(1, model.get().devices().size());
    return Math.max(LEAST_ROW, Math.min(ROW, (getHeight() - TOP - BOTTOM) / rows));
  }

  private Bounds place(Bar bar) {
    double row = TOP + 4 + model.get().devices().indexOf(bar.device()) * rowHeight() - scrolled;
    double unit = rowHeight() / ROW;
    double y =
        switch (bar.kind()) {
          case TASK -> row + (bar.measured() ? 13 : 0) * unit;
          case TRANSFER -> row + (bar.measured() ? 36 : 29) * unit;
        };
    double height = (bar.kind() == Bar.Kind.TASK ? 11 : 6) * unit;
    double left = scale.pixel(bar.startMs());
    return new Bounds(left, y, Math.max(1, scale.pixel(bar.endMs()) - left), height);
  }

  private Optional<Bar> barAt(Point point) {
    if (point.x() < LEFT || point.y() < TOP) {
      return Optional.empty();
    }
    return model.get().bars().stream()
        .filter(bar -> place(bar).grow(1).contains(point))
        .reduce((first, last) -> last);
  }

  // ---- painting ----

  @Override
  protected void paint(int layer, Painter painter) {
    if (layer == BASE) {
      painter.fillBox(area(), 0, getPalette().panel());
      if (model.get().bars().isEmpty()) {
        NetworkNotes.empty(
            painter,
            area(),
            "No timeline yet: solve or place the layers to see a prediction, run to see measured times.",
            getPalette());
        return;
      }
      axis(painter);
      painter.clip(new Bounds(0, TOP, getWidth(), Math.max(0, getHeight() - TOP)));
      names(painter);
      painter.clip(new Bounds(LEFT, TOP, Math.max(0, getWidth() - LEFT - 4), getHeight() - TOP));
      bars(painter);
      painter.pop();
      painter.pop();
      model.get().critical().ifPresent(path -> marker(painter, path));
    } else {
      hovered.ifPresent(bar -> paintHover(painter, bar));
      if (isFocused()) {
        painter.strokeBox(area().grow(-1), 2, Stroke.solid(getPalette().accent(), 1));
      }
    }
  }

  private void axis(Painter painter) {
    double apart = 90;
    for (double tick : scale.ticks(apart)) {
      double x = scale.pixel(tick);
      painter.line(x, 6, x, getHeight() - 6, Stroke.solid(getPalette().border(), 1));
      String label = scale.label(tick, apart) + " ms";
      double half = TextWidth.of(label, AXIS) / 2;
      double centre = Math.min(x, getWidth() - half - 2);
      painter.fillBox(new Bounds(centre - half - 3, 6, 2 * half + 6, 16), 0, getPalette().panel());
      painter.text(label, centre, 18, AXIS.centred(), getPalette().muted());
    }
  }

  private void names(Painter painter) {
    List<String> devices = model.get().devices();
    Map<String, Colour> colours = getPalette().deviceColours(devices);
    double unit = rowHeight() / ROW;
    for (int i = 0; i < devices.size(); i++) {
      double row = TOP + 4 + i * rowHeight() - scrolled;
      String device = devices.get(i);
      painter.text(TextWidth.fit(device, NAME, LEFT - 20), 14, row + 11, NAME, colours.get(device));
      if (unit > 0.75) {
        painter.text("compute", 14, row + 25, AXIS, getPalette().muted());
        painter.text("link", 14, row + 40, AXIS, getPalette().muted());
      }
    }
  }

  private void bars(Painter painter) {
    Map<String, Colour> colours = getPalette().deviceColours(model.get().devices());
    Set<Bar> critical =
        model.get().critical().map(path -> Set.copyOf(path.bars())).orElse(Set.of());
    for (Bar bar : model.get().bars()) {
      Bounds place = place(bar);
      if (!colours.containsKey(bar.device()) || place.maxX() < LEFT || place.x() > getWidth()) {
        continue;
      }
      Colour colour = bar.kind() == Bar.Kind.TASK ? colours.get(bar.device()) : getPalette().link();
      double gap = place.width() > 4 ? 1 : 0;
      Bounds shown = new Bounds(place.x(), place.y(), place.width() - gap, place.height());
      painter.fillBox(shown, 2, colour.withOpacity(bar.measured() ? 0.95 : 0.45));
      if (critical.contains(bar) && place.width() > 3) {
        painter.strokeBox(shown, 2, Stroke.solid(getPalette().bad(), 1));
      }
    }
  }

  /** A dashed line where the longest piece of the critical path begins, and the path in words. */
  private void marker(Painter painter, CriticalPath path) {
    double x = scale.pixel(path.longest().startMs());
    if (x < LEFT || x > getWidth()) {
      return;
    }
    Colour bad = getPalette().bad();
    painter.line(x, TOP - 2, x, getHeight() - 6, Stroke.dashed(bad, 1.5));
    TextStyle style = TextStyle.of(10.5);
    String text = TextWidth.fit(path.sentence(), style, getWidth() - LEFT - 20);
    double left = Math.min(x + 6, getWidth() - TextWidth.of(text, style) - 8);
    painter.fillBox(
        new Bounds(left - 2, getHeight() - 18, TextWidth.of(text, style) + 4, 15),
        2,
        getPalette().panel().withOpacity(0.85));
    painter.text(text, left, getHeight() - 7, style, bad);
  }

  private void paintHover(Painter painter, Bar bar) {
    painter.strokeBox(place(bar).grow(1), 3, Stroke.solid(getPalette().text(), 1.5));
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
        .paint(painter, pointer, area(), getPalette());
  }
}
