package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.NetworkPicture;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.control.MenuItem;

/**
 * The network as boxes and arrows. Three canvases: frames, arrows and boxes; figures; what follows
 * the pointer. Use on the JavaFX thread.
 */
public final class NetworkCanvas extends CanvasPane {

  static final int BASE = 0;
  static final int OVERLAY = 1;
  static final int INTERACTION = 2;

  private final ReadOnlyObjectWrapper<Set<String>> selected =
      new ReadOnlyObjectWrapper<>(this, "selected", Set.of());

  private final LookProperties properties = new LookProperties(this::lookChanged);
  private final NetworkView view = new NetworkView(Platform::runLater, this::viewChanged);
  private final NetworkLayers layers = new NetworkLayers(this);
  private final NetworkShares shares = new NetworkShares(this);
  private final NetworkInteraction interaction = new NetworkInteraction(this);

  private NetworkLook look;
  private Selection selection = Selection.NONE;
  private Predicate<Layer> highlight;
  private Optional<MovePreview> preview = Optional.empty();
  private Function<Set<String>, List<MenuItem>> menuExtension = layers -> List.of();
  private PlacementListener placement = PlacementListener.NONE;
  private String emptySentence = "No network yet: open an ONNX file or a project.";

  /** An empty canvas. */
  public NetworkCanvas() {
    super(3);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleText("Network");
    properties.devicesProperty().addListener(change -> sizeChanged());
    paletteProperty().addListener(change -> lookChanged());
    widthProperty().addListener(change -> sizeChanged());
    heightProperty().addListener(change -> sizeChanged());
    focusedProperty().addListener(change -> redraw(INTERACTION));
    getChildren().add(shares.editor());
    interaction.install();
    lookChanged();
  }

  /** Shows a network with its blocks collapsed, from its beginning. */
  public void show(Network shown) {
    forget();
    view.show(Objects.requireNonNull(shown));
  }

  /** Shows nothing but a sentence. */
  public void showEmpty(String sentence) {
    emptySentence = sentence;
    forget();
    view.clear();
  }

  private void forget() {
    select(Selection.NONE);
    preview = Optional.empty();
    highlight = null;
    interaction.forget();
  }

  /** What the look of the picture depends on. */
  public LookProperties properties() {
    return properties;
  }

  /** Makes further entries of the context menu, for the ids of the selected layers. */
  public void setMenuExtension(Function<Set<String>, List<MenuItem>> extension) {
    menuExtension = Objects.requireNonNull(extension);
  }

  /** Ids of the selected layers. */
  public ReadOnlyObjectProperty<Set<String>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /** Selects exactly these layers. */
  public void select(Collection<String> layers) {
    select(Selection.of(layers));
  }

  /** Who learns of drags and placements. */
  public void setPlacementListener(PlacementListener listener) {
    placement = Objects.requireNonNull(listener);
  }

  /** Marks the layers that a search found and dims the others; null ends the search. */
  public void highlight(Predicate<Layer> found) {
    highlight = found;
    redraw(INTERACTION);
  }

  /** Marks the layers of a device; empty ends the marking. */
  public void highlightDevice(Optional<String> device) {
    highlight(
        device.<Predicate<Layer>>map(id -> layer -> look.placedOn(layer.id(), id)).orElse(null));
  }

  /** Brings a layer into sight and selects it; expands its block where that is needed. */
  public void reveal(String layer) {
    if (view.network().filter(network -> network.hasLayer(layer)).isPresent()) {
      select(List.of(layer));
      view.reveal(layer);
    }
  }

  /** Shows all of the picture. */
  public void fit() {
    view.fit();
  }

  /** Enlarges around the middle. */
  public void zoomIn() {
    view.zoom(1.25, getWidth() / 2, getHeight() / 2);
  }

  /** Makes smaller around the middle. */
  public void zoomOut() {
    view.zoom(1 / 1.25, getWidth() / 2, getHeight() / 2);
  }

  /** Shows the picture at its own size, the middle staying where it is. */
  public void zoomToActualSize() {
    view.zoom(1 / scale(), getWidth() / 2, getHeight() / 2);
  }

  /** Expands every block. */
  public void expandAll() {
    view.expandAll();
  }

  /** Collapses every block. */
  public void collapseAll() {
    expandBlocks(Set.of());
  }

  /** Ids of the expanded blocks, to be kept with the window's state. */
  public Set<String> expandedBlocks() {
    return view.expanded();
  }

  /** Expands exactly these blocks. */
  public void expandBlocks(Set<String> blocks) {
    view.network().ifPresent(shown -> view.expand(blocks));
  }

  /** Tells what a drop of layers on a device would mean, or ends telling it. */
  public void previewMove(Set<String> layers, Optional<String> device) {
    preview = device.flatMap(target -> MovePreview.of(view, look, properties, layers, target));
    redraw(INTERACTION);
  }

  /** Adds what is predicted to the preview of a move, in a few words. */
  public void setForecast(String text) {
    preview = preview.map(shown -> shown.withForecast(text));
    redraw(INTERACTION);
  }

  /** Adds to the preview of a move why it is not legal. */
  public void setProblem(String sentence) {
    preview = preview.map(shown -> shown.withProblem(sentence));
    redraw(INTERACTION);
  }

  /** The whole picture as an SVG document. */
  public Optional<String> toSvg() {
    return view.scene().map(shown -> NetworkPicture.of(shown, look).document());
  }

  /** Whether the layout is done; otherwise the picture is provisional. */
  public boolean settled() {
    return view.settled();
  }

  /** Where a layer is drawn, in this region's coordinates; empty if it is not in the picture. */
  public Optional<Bounds> screenBounds(String layer) {
    return view.onScreen(layer);
  }

  /** Where a device's chip is drawn, in this region's coordinates. */
  public Optional<Bounds> chipBounds(String device) {
    return Optional.ofNullable(chips().places().get(device));
  }

  /** The zoom: pixels of the screen for one of the picture. */
  public double scale() {
    return view.viewport().scale();
  }

  // ---- used by what handles pointer and keys ----

  NetworkView view() {
    return view;
  }

  /** The card by which shares are changed. */
  public NetworkShares shares() {
    return shares;
  }

  NetworkLook look() {
    return look;
  }

  Selection selection() {
    return selection;
  }

  List<MenuItem> menuExtension(Set<String> layers) {
    return menuExtension.apply(layers);
  }

  PlacementListener placement() {
    return placement;
  }

  Optional<MovePreview> preview() {
    return preview;
  }

  DeviceChips chips() {
    return DeviceChips.of(properties.devicesProperty().get(), getWidth());
  }

  Optional<Minimap> minimap() {
    boolean room = getWidth() >= 420 && getHeight() >= 240;
    return view.scene().filter(shown -> room).map(shown -> Minimap.of(shown.bounds(), area()));
  }

  /** Layers that the search found; empty while there is no search. */
  Optional<Set<String>> found() {
    return Optional.ofNullable(highlight).flatMap(view::layersWhere);
  }

  void select(Selection changed) {
    selection = changed;
    selected.set(changed.layers());
    setAccessibleText(NetworkFacts.spoken(selection, view, look));
    shares.refresh();
    redraw(INTERACTION);
  }

  Bounds sight() {
    return view.sight(getWidth(), getHeight());
  }

  // ---- changes ----

  private void viewChanged() {
    if (layers.sceneChanged()) {
      interaction.forget();
    }
    shares.refresh();
    redrawAll();
  }

  private void sizeChanged() {
    double top = chips().height() + 12;
    view.resize(new Bounds(14, top, getWidth() - 28, Math.max(40, getHeight() - top - 30)));
  }

  private void lookChanged() {
    look = properties.look(getPalette());
    layers.lookChanged();
    shares.refresh();
    redrawAll();
  }

  // ---- painting ----

  @Override
  protected void paint(int layer, Painter target) {
    switch (layer) {
      case BASE -> layers.base(target);
      case OVERLAY -> layers.overlay(target, emptySentence);
      default -> interaction.paint(target, layers.notes());
    }
  }
}
