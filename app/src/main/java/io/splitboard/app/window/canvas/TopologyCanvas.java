package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.picture.topology.TopologyLayout;
import io.splitboard.app.picture.topology.TopologyPainter;
import io.splitboard.app.picture.topology.TopologyScene;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;

/**
 * The devices as cards and the links between them. Layers can be dropped on a card; cards can be
 * dragged to arrange them. Use on the JavaFX thread.
 */
public final class TopologyCanvas extends CanvasPane {

  private static final int BASE = 0;
  static final int INTERACTION = 1;

  private static final double MARGIN = 12;

  private final ObjectProperty<List<DeviceCard>> cards =
      new SimpleObjectProperty<>(this, "cards", List.of());
  private final ObjectProperty<List<LinkCaption>> links =
      new SimpleObjectProperty<>(this, "links", List.of());
  private final ObjectProperty<Map<String, Point>> moved =
      new SimpleObjectProperty<>(this, "moved", Map.of());
  private final ReadOnlyObjectWrapper<Optional<String>> selected =
      new ReadOnlyObjectWrapper<>(this, "selected", Optional.empty());
  private final TopologyDrops drops = new TopologyDrops(this);
  private final TopologyMenu menu = new TopologyMenu(this);
  private final PauseTransition rest = new PauseTransition(Duration.millis(350));

  private TopologyScene scene = TopologyScene.of(List.of(), List.of(), Map.of());
  private Viewport viewport = Viewport.IDENTITY;
  private boolean resting;
  private Point pointer = new Point(0, 0);
  private Optional<String> held = Optional.empty();

  /** An empty canvas. */
  public TopologyCanvas() {
    super(2);
    setFocusTraversable(true);
    setAccessibleText("Devices");
    cards.addListener(change -> rebuild());
    links.addListener(change -> rebuild());
    moved.addListener(change -> rebuild());
    widthProperty().addListener(change -> rebuild());
    heightProperty().addListener(change -> rebuild());
    selected.addListener(change -> redraw(INTERACTION));
    focusedProperty().addListener(change -> redraw(INTERACTION));
    rest.setOnFinished(
        event -> {
          resting = true;
          redraw(INTERACTION);
        });
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    addEventHandler(MouseEvent.MOUSE_RELEASED, event -> held = Optional.empty());
    addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
    addEventHandler(MouseEvent.MOUSE_EXITED, event -> stopResting());
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    drops.install();
    menu.install();
  }

  /** Devices in the order of the cluster, which gives their colours. */
  public ObjectProperty<List<DeviceCard>> cardsProperty() {
    return cards;
  }

  /** Directed links. */
  public ObjectProperty<List<LinkCaption>> linksProperty() {
    return links;
  }

  /** Upper left corners of the cards that someone dragged, to be kept with the window's state. */
  public ObjectProperty<Map<String, Point>> movedProperty() {
    return moved;
  }

  /** The selected device. */
  public ReadOnlyObjectProperty<Optional<String>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** Selects a device, or none. */
  public void select(Optional<String> device) {
    selected.set(device);
    setAccessibleText(
        device.flatMap(this::card).map(card -> TopologyFacts.of(card).spoken()).orElse("Devices"));
  }

  /** Who learns of drags and drops. */
  public void setPlacementListener(PlacementListener listener) {
    drops.listen(Objects.requireNonNull(listener));
  }

  /** Who fills the context menus of devices and links. */
  public void setMenus(TopologyMenus menus) {
    menu.fill(Objects.requireNonNull(menus));
  }

  /** A place on the links between two devices, in this region's coordinates, if they are linked. */
  public Optional<Point> linkPoint(String one, String other) {
    Set<String> ends = Set.of(one, other);
    return scene.wires().stream()
        .filter(wire -> Set.of(wire.first(), wire.second()).equals(ends))
        .map(wire -> viewport.toScreen(wire.route().get(wire.route().size() / 4)))
        .findFirst();
  }

  /** Shows what is predicted beside the card that layers are dragged over; empty while computed. */
  public void setForecast(String text) {
    drops.forecast(text);
  }

  /** Where a device's card is drawn, in this region's coordinates. */
  public Optional<Bounds> cardBounds(String device) {
    return Optional.ofNullable(scene.places().get(device)).map(viewport::toScreen);
  }

  private Optional<DeviceCard> card(String id) {
    return cards.get().stream().filter(card -> card.id().equals(id)).findFirst();
  }

  private void rebuild() {
    Bounds room =
        new Bounds(
            MARGIN,
            MARGIN,
            Math.max(1, getWidth() - 2 * MARGIN),
            Math.max(1, getHeight() - 2 * MARGIN));
    List<String> ids = cards.get().stream().map(DeviceCard::id).toList();
    String source =
        cards.get().stream().filter(DeviceCard::source).map(DeviceCard::id).findFirst().orElse("");
    Map<String, Bounds> places = TopologyLayout.place(ids, source, room, moved.get());
    scene = TopologyScene.of(cards.get(), links.get(), places);
    if (held.isEmpty()) {
      Bounds all = scene.bounds().union(captionHeights(scene));
      boolean inside =
          room.grow(1).contains(new Point(all.x(), all.y()))
              && room.grow(1).contains(new Point(all.maxX(), all.maxY()));
      viewport = inside ? Viewport.IDENTITY : Viewport.fit(all, room);
    }
    redrawAll();
  }

  /** Only their heights: widths change with what is measured, and the picture would jump. */
  private Bounds captionHeights(TopologyScene shown) {
    Bounds cards = shown.bounds();
    Bounds drawn = new TopologyPainter(shown, getPalette(), Map.of()).bounds();
    return new Bounds(cards.x(), drawn.y(), cards.width(), drawn.height());
  }

  // ---- pointer and keys ----

  Optional<TopologyScene.Wire> wireAt(double x, double y) {
    return scene.wireAt(viewport.toPicture(x, y), 6 / viewport.scale());
  }

  Optional<String> deviceAt(double x, double y) {
    return scene.deviceAt(viewport.toPicture(x, y));
  }

  private void press(MouseEvent event) {
    requestFocus();
    stopResting();
    pointer = new Point(event.getX(), event.getY());
    held = deviceAt(event.getX(), event.getY());
    select(held);
  }

  private void drag(MouseEvent event) {
    if (held.isEmpty()) {
      return;
    }
    Bounds now = scene.places().get(held.get());
    double dx = (event.getX() - pointer.x()) / viewport.scale();
    double dy = (event.getY() - pointer.y()) / viewport.scale();
    pointer = new Point(event.getX(), event.getY());
    Map<String, Point> next = new LinkedHashMap<>(moved.get());
    next.put(held.get(), new Point(now.x() + dx, now.y() + dy));
    moved.set(Map.copyOf(next));
  }

  private void move(MouseEvent event) {
    pointer = new Point(event.getX(), event.getY());
    if (resting) {
      resting = false;
      redraw(INTERACTION);
    }
    rest.playFromStart();
  }

  private void stopResting() {
    rest.stop();
    resting = false;
    redraw(INTERACTION);
  }

  private void key(KeyEvent event) {
    List<String> ids = cards.get().stream().map(DeviceCard::id).toList();
    if (ids.isEmpty() || event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    int step = step(event.getCode());
    if (step != 0) {
      int now = selected.get().map(ids::indexOf).orElse(step > 0 ? -1 : 0);
      select(Optional.of(ids.get(Math.floorMod(now + step, ids.size()))));
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE && selected.get().isPresent()) {
      select(Optional.empty());
      event.consume();
    }
  }

  private static int step(KeyCode code) {
    return switch (code) {
      case RIGHT, DOWN -> 1;
      case LEFT, UP -> -1;
      default -> 0;
    };
  }

  // ---- painting ----

  @Override
  protected void paint(int layer, Painter painter) {
    if (layer == BASE) {
      painter.fillBox(area(), 0, getPalette().background());
      if (cards.get().isEmpty()) {
        NetworkNotes.empty(painter, area(), "No devices yet: add the first one.", getPalette());
        return;
      }
      painter.push(viewport.scale(), viewport.dx(), viewport.dy());
      List<String> ids = cards.get().stream().map(DeviceCard::id).toList();
      new TopologyPainter(scene, getPalette(), getPalette().deviceColours(ids)).paint(painter);
      painter.pop();
    } else {
      paintInteraction(painter);
    }
  }

  private void paintInteraction(Painter painter) {
    selected
        .get()
        .flatMap(this::cardBounds)
        .ifPresent(
            box -> painter.strokeBox(box.grow(3), 10, Stroke.solid(getPalette().accent(), 2)));
    drops.paint(painter);
    if (isFocused()) {
      painter.strokeBox(area().grow(-1), 2, Stroke.solid(getPalette().accent(), 1));
    }
    if (resting) {
      hoverFacts().ifPresent(facts -> facts.paint(painter, pointer, area(), getPalette()));
    }
  }

  private Optional<FactsCard> hoverFacts() {
    Optional<DeviceCard> card = deviceAt(pointer.x(), pointer.y()).flatMap(this::card);
    if (card.isPresent()) {
      return card.map(TopologyFacts::of);
    }
    return wireAt(pointer.x(), pointer.y()).map(TopologyFacts::of);
  }
}
