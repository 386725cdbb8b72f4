package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.Crossing;
import io.splitboard.app.picture.network.HeatMode;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.network.NetworkPainter;
import io.splitboard.app.picture.network.NetworkPicture;
import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
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

  private final ObjectProperty<Partition> partition = new SimpleObjectProperty<>(this, "partition");
  private final ObjectProperty<Partition> compared = new SimpleObjectProperty<>(this, "compared");
  private final ObjectProperty<NetworkOverlay> overlay =
      new SimpleObjectProperty<>(this, "overlay", NetworkOverlay.NONE);
  private final ObjectProperty<HeatMode> heat =
      new SimpleObjectProperty<>(this, "heat", HeatMode.DEVICE);
  private final ObjectProperty<List<String>> devices =
      new SimpleObjectProperty<>(this, "devices", List.of());
  private final ReadOnlyObjectWrapper<Set<String>> selected =
      new ReadOnlyObjectWrapper<>(this, "selected", Set.of());

  private final NetworkView view = new NetworkView(Platform::runLater, this::viewChanged);
  private final NetworkInteraction interaction = new NetworkInteraction(this);

  private NetworkLook look;
  private Optional<NetworkPainter> painter = Optional.empty();
  private Selection selection = Selection.NONE;
  private Predicate<Layer> highlight;
  private Optional<MovePreview> preview = Optional.empty();
  private Function<Set<String>, List<MenuItem>> menuExtension = layers -> List.of();
  private PlacementListener placement = PlacementListener.NONE;
  private String emptySentence = "No network yet: open an ONNX file or a project.";
  private int captionsHidden;

  /** An empty canvas. */
  public NetworkCanvas() {
    super(3);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleText("Network");
    partition.addListener(change -> lookChanged());
    compared.addListener(change -> lookChanged());
    overlay.addListener(change -> lookChanged());
    heat.addListener(change -> lookChanged());
    devices.addListener(
        change -> {
          lookChanged();
          sizeChanged();
        });
    paletteProperty().addListener(change -> lookChanged());
    widthProperty().addListener(change -> sizeChanged());
    heightProperty().addListener(change -> sizeChanged());
    focusedProperty().addListener(change -> redraw(INTERACTION));
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

  /** Where the layers are; null before there is a partition. */
  public ObjectProperty<Partition> partitionProperty() {
    return partition;
  }

  /**
   * Where the layers were before; null unless two partitions are compared. Boxes with moved layers
   * are outlined, and a second band above the usual one shows the devices before.
   */
  public ObjectProperty<Partition> comparedProperty() {
    return compared;
  }

  /** Makes further entries of the context menu, for the ids of the selected layers. */
  public void setMenuExtension(Function<Set<String>, List<MenuItem>> extension) {
    menuExtension = Objects.requireNonNull(extension);
  }

  /** Figures and problems over the picture. */
  public ObjectProperty<NetworkOverlay> overlayProperty() {
    return overlay;
  }

  /** What the bands show. */
  public ObjectProperty<HeatMode> heatProperty() {
    return heat;
  }

  /** Ids of the devices in the order of the cluster, which gives their colours. */
  public ObjectProperty<List<String>> devicesProperty() {
    return devices;
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
    view.network()
        .ifPresent(
            network ->
                view.expand(network.blocks().stream().map(Block::id).collect(Collectors.toSet())));
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
    if (view.network().isPresent()) {
      view.expand(blocks);
    }
  }

  /** Tells what a drop of layers on a device would mean, or ends telling it. */
  public void previewMove(Set<String> layers, Optional<String> device) {
    preview =
        device.flatMap(
            target ->
                view.network()
                    .filter(network -> partition.get() != null)
                    .map(network -> Crossing.afterMove(network, partition.get(), layers, target))
                    .map(crossed -> new MovePreview(layers.size(), target, crossed, "")));
    redraw(INTERACTION);
  }

  /** Adds what is predicted to the preview of a move, in a few words. */
  public void setForecast(String text) {
    preview = preview.map(shown -> shown.withForecast(text));
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
    return DeviceChips.of(devices.get(), getWidth());
  }

  Optional<Minimap> minimap() {
    boolean room = getWidth() >= 420 && getHeight() >= 240;
    return view.scene().filter(shown -> room).map(shown -> Minimap.of(shown.bounds(), area()));
  }

  /** Layers that the search found; empty while there is no search. */
  Optional<Set<String>> found() {
    return Optional.ofNullable(highlight)
        .flatMap(
            predicate ->
                view.network()
                    .map(
                        network ->
                            network.layers().stream()
                                .filter(predicate)
                                .map(Layer::id)
                                .collect(Collectors.toSet())));
  }

  void select(Selection changed) {
    selection = changed;
    selected.set(changed.layers());
    setAccessibleText(spoken());
    redraw(INTERACTION);
  }

  private String spoken() {
    int count = selection.layers().size();
    if (count == 0) {
      return "Network, nothing selected";
    }
    String first = selection.layers().iterator().next();
    return count == 1
        ? view.scene()
            .flatMap(shown -> shown.nodeOf(first))
            .map(node -> NetworkFacts.of(node, view.network().orElseThrow(), look).spoken())
            .orElse(first)
        : count + " layers selected";
  }

  Bounds sight() {
    return view.sight(getWidth(), getHeight());
  }

  // ---- changes ----

  private void viewChanged() {
    if (!painter.map(NetworkPainter::scene).equals(view.scene())) {
      painter = view.scene().map(shown -> new NetworkPainter(shown, look));
      interaction.forget();
    }
    redrawAll();
  }

  private void sizeChanged() {
    double top = chips().height() + 12;
    view.resize(new Bounds(14, top, getWidth() - 28, Math.max(40, getHeight() - top - 30)));
  }

  private void lookChanged() {
    look =
        new NetworkLook(
            getPalette(),
            getPalette().deviceColours(devices.get()),
            Optional.ofNullable(partition.get()),
            Optional.ofNullable(compared.get()),
            overlay.get(),
            heat.get());
    painter = view.scene().map(shown -> new NetworkPainter(shown, look));
    redrawAll();
  }

  // ---- painting ----

  @Override
  protected void paint(int layer, Painter target) {
    switch (layer) {
      case BASE -> paintBase(target);
      case OVERLAY -> paintOverlay(target);
      default -> interaction.paint(target, notes());
    }
  }

  private void paintBase(Painter target) {
    target.fillBox(area(), 0, getPalette().background());
    painter.ifPresent(
        network -> {
          pushView(target);
          network.base(target, sight(), scale());
          target.pop();
        });
  }

  private void paintOverlay(Painter target) {
    if (painter.isEmpty()) {
      NetworkNotes.empty(target, area(), emptySentence, getPalette());
      return;
    }
    NetworkPainter network = painter.get();
    pushView(target);
    captionsHidden = network.overlay(target, sight(), scale());
    target.pop();
    chips().paint(target, look, Optional.empty());
    minimap().ifPresent(map -> map.paint(target, network.scene(), look));
    NetworkNotes.figures(target, area(), chips().width(), look);
    NetworkNotes.legend(target, area(), network.heat(), look);
  }

  private void pushView(Painter target) {
    Viewport viewport = view.viewport();
    target.push(viewport.scale(), viewport.dx(), viewport.dy());
  }

  private NetworkNotes notes() {
    return new NetworkNotes(
        view.scene().map(NetworkScene::graph), captionsHidden, view.settled(), view.problem());
  }
}
