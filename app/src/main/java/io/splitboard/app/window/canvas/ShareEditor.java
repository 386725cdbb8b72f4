package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.ShareCard;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.partition.CommonSplit;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/**
 * A card whose boundaries are dragged, or moved by one with the arrow keys. What it shows is given
 * to it; what is done with it is told to a listener.
 */
public final class ShareEditor extends CanvasPane {

  private static final String HINT = "drag a boundary to change";
  private static final String SHORT_HINT = "drag a boundary";

  private ShareListener listener = ShareListener.NONE;
  private Optional<CommonSplit> split = Optional.empty();
  private Optional<CommonSplit> dragged = Optional.empty();
  private NetworkLook look;
  private String title = "";
  private String hint = HINT;
  private String forecast = "";
  private double width = ShareCard.widthWithin(0);
  private int current;
  private boolean dragging;
  private boolean pointed;

  ShareEditor() {
    super(1);
    setId("share-editor");
    setManaged(false);
    setVisible(false);
    setMinSize(0, 0);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.SLIDER);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
    addEventHandler(MouseEvent.MOUSE_EXITED, this::exit);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    addEventHandler(MouseEvent.MOUSE_CLICKED, MouseEvent::consume);
    addEventHandler(MouseEvent.DRAG_DETECTED, MouseEvent::consume);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    focusedProperty().addListener(change -> redraw(0));
  }

  void setListener(ShareListener told) {
    listener = Objects.requireNonNull(told);
  }

  /** Shows shares, or nothing. A drag goes on only over the same shares. */
  void show(Optional<CommonSplit> shown, String name, String note, NetworkLook with, double wide) {
    if (!shown.equals(split)) {
      endDrag();
      boolean same = shown.map(CommonSplit::layer).equals(split.map(CommonSplit::layer));
      current = same ? current : 0;
    }
    split = shown;
    look = with;
    width = wide;
    title = name;
    hint = ShareCard.fits(HINT + note, wide) ? HINT + note : SHORT_HINT + note;
    setVisible(shown.isPresent());
    if (shown.isPresent()) {
      current = Math.min(current, shown.get().shown().count() - 1);
      setAccessibleText(card().spoken());
      notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    }
    redraw(0);
  }

  /** Says what the drag under way would bring. */
  void setForecast(String text) {
    forecast = text;
    redraw(0);
  }

  /** Width that the card takes. */
  double width() {
    return width;
  }

  /** Height that the card takes. */
  double height() {
    return card().height();
  }

  /** Middle of a boundary's handle, in this region's coordinates. */
  public Point handle(int boundary) {
    return card().handle(boundary);
  }

  private ShareCard card() {
    String below = dragged.isPresent() ? (forecast.isEmpty() ? "predicting…" : forecast) : hint;
    return new ShareCard(title, below, dragged.or(() -> split).orElseThrow(), width);
  }

  @Override
  protected void paint(int layer, Painter painter) {
    if (split.isPresent()) {
      card().paint(painter, look, pointed || dragging || isFocused() ? current : -1);
    }
  }

  // ---- pointer ----

  private void move(MouseEvent event) {
    pointed = take(event);
    setCursor(pointed ? Cursor.H_RESIZE : Cursor.DEFAULT);
    redraw(0);
    event.consume();
  }

  private boolean take(MouseEvent event) {
    var hit = card().boundaryAt(new Point(event.getX(), event.getY()));
    hit.ifPresent(boundary -> current = boundary);
    return hit.isPresent();
  }

  private void exit(MouseEvent event) {
    pointed = false;
    redraw(0);
  }

  private void press(MouseEvent event) {
    requestFocus();
    dragging = event.getButton() == MouseButton.PRIMARY && take(event);
    event.consume();
  }

  private void drag(MouseEvent event) {
    event.consume();
    if (!dragging) {
      return;
    }
    CommonSplit next = split.orElseThrow().move(current, card().position(event.getX()));
    if (!dragged.equals(Optional.of(next))) {
      dragged = Optional.of(next);
      listener.dragged(next);
      redraw(0);
    }
  }

  private void release(MouseEvent event) {
    event.consume();
    Optional<CommonSplit> made = dragged;
    endDrag();
    made.filter(next -> !next.equals(split.orElse(null))).ifPresent(listener::changed);
  }

  private void endDrag() {
    if (dragged.isPresent()) {
      dragged = Optional.empty();
      forecast = "";
      listener.cancelled();
    }
    dragging = false;
    redraw(0);
  }

  // ---- keys ----

  private void key(KeyEvent event) {
    if (split.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case LEFT -> step(event.isShiftDown() ? -5 : -1);
      case RIGHT -> step(event.isShiftDown() ? 5 : 1);
      case UP -> choose(current - 1);
      case DOWN -> choose(current + 1);
      case ESCAPE -> {
        endDrag();
        getParent().requestFocus();
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void choose(int boundary) {
    current = Math.max(0, Math.min(boundary, split.orElseThrow().shown().count() - 1));
    notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE);
    redraw(0);
  }

  private void step(int parts) {
    CommonSplit shown = split.orElseThrow();
    CommonSplit next = shown.move(current, shown.shown().position(current) + parts);
    if (!next.equals(shown)) {
      listener.changed(next);
    }
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    if (split.isEmpty()) {
      return super.queryAccessibleAttribute(attribute, parameters);
    }
    var shares = split.get().shown();
    return switch (attribute) {
      case VALUE -> (double) shares.position(current);
      case MIN_VALUE -> (double) shares.least(current);
      case MAX_VALUE -> (double) shares.most(current);
      default -> super.queryAccessibleAttribute(attribute, parameters);
    };
  }

  @Override
  public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
    if (split.isPresent() && action == AccessibleAction.INCREMENT) {
      step(1);
    } else if (split.isPresent() && action == AccessibleAction.DECREMENT) {
      step(-1);
    } else {
      super.executeAccessibleAction(action, parameters);
    }
  }
}
