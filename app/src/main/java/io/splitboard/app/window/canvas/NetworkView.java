package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.LayoutService;
import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.ShownGraph;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Layer;
import io.splitboard.core.network.Network;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which part of a network's picture is in sight: what is expanded, where the boxes are, and the
 * zoom. Needs no toolkit; use it from one thread, the one that its executor runs on.
 */
final class NetworkView {

  /** Below this zoom a picture that is opened shows its beginning instead of all of it. */
  private static final double READABLE = 0.45;

  /**
   * Pixels of the picture that no panning takes away: an empty canvas looks like a lost network.
   */
  private static final double ALWAYS_IN_SIGHT = 60;

  private final LayoutService layouts;
  private final Runnable changed;
  private Network network;
  private Set<String> expanded = Set.of();
  private NetworkScene scene;
  private Viewport viewport = Viewport.IDENTITY;
  private Bounds screen = new Bounds(0, 0, 0, 0);
  private boolean atHome = true;
  private boolean settled = true;
  private String problem = "";
  private Optional<Anchor> anchor = Optional.empty();
  private Optional<String> wanted = Optional.empty();

  /** A layer's place on the screen that is to stay while the picture changes around it. */
  private record Anchor(String layer, Point screen) {}

  /**
   * A view of nothing.
   *
   * @param executor runs what follows a finished layout
   * @param changed told after each change of the scene or the viewport
   */
  NetworkView(Executor executor, Runnable changed) {
    this.layouts = new LayoutService(executor);
    this.changed = changed;
  }

  /** Shows a network from its beginning, collapsed unless all of it is one block. */
  void show(Network shown) {
    clear();
    network = shown;
    atHome = true;
    expand(ShownGraph.atFirst(shown));
  }

  /** Expands every block. */
  void expandAll() {
    network()
        .ifPresent(all -> expand(all.blocks().stream().map(Block::id).collect(Collectors.toSet())));
  }

  /** Shows nothing. */
  void clear() {
    layouts.cancel();
    network = null;
    scene = null;
    expanded = Set.of();
    anchor = Optional.empty();
    wanted = Optional.empty();
    settled = true;
    changed.run();
  }

  Optional<Network> network() {
    return Optional.ofNullable(network);
  }

  Optional<NetworkScene> scene() {
    return Optional.ofNullable(scene);
  }

  Viewport viewport() {
    return viewport;
  }

  Set<String> expanded() {
    return expanded;
  }

  /** Whether the layout is done. */
  boolean settled() {
    return settled;
  }

  /** What went wrong with the layout, or empty. */
  String problem() {
    return problem;
  }

  /** Tells which part of the screen the picture may fill. */
  void resize(Bounds area) {
    screen = area;
    if (atHome) {
      goHome();
    }
  }

  /** Part of the picture that a canvas of this size shows. */
  Bounds sight(double width, double height) {
    return viewport.sight(width, height);
  }

  /** Place of a layer on the screen; empty if it is not in the picture. */
  Optional<Bounds> onScreen(String layer) {
    return scene()
        .flatMap(shown -> shown.nodeOf(layer).map(node -> viewport.toScreen(shown.box(node))));
  }

  /** The box at a place of the screen. */
  Optional<ShownNode> nodeAt(double x, double y) {
    return scene().flatMap(shown -> shown.nodeAt(viewport.toPicture(x, y)));
  }

  /** Ids of the layers that something holds for; empty if there is no network. */
  Optional<Set<String>> layersWhere(Predicate<Layer> wantedLayers) {
    return network()
        .map(
            shown ->
                shown.layers().stream()
                    .filter(wantedLayers)
                    .map(Layer::id)
                    .collect(Collectors.toSet()));
  }

  /** The block that a layer is in. */
  Block blockOf(String layer) {
    return network.blocks().stream()
        .filter(block -> block.layers().contains(layer))
        .findFirst()
        .orElseThrow();
  }

  // ---- moving ----

  void pan(double dx, double dy) {
    move(viewport.pan(dx, dy));
  }

  void zoom(double factor, double x, double y) {
    move(viewport.zoom(factor, x, y));
  }

  void centreOn(Point place) {
    move(Viewport.at(viewport.scale(), place.x(), place.y(), screen.centreX(), screen.centreY()));
  }

  /** Shows all of the picture. */
  void fit() {
    scene().ifPresent(shown -> move(Viewport.fit(shown.bounds().grow(10), screen)));
  }

  /** Brings layers into sight, large enough to be read. */
  void bringIntoSight(Collection<String> layers) {
    scene()
        .flatMap(shown -> shown.around(layers))
        .ifPresent(
            place -> {
              Viewport readable =
                  viewport.scale() < READABLE
                      ? viewport.zoom(0.8 / viewport.scale(), screen.centreX(), screen.centreY())
                      : viewport;
              move(readable.reveal(place, screen));
            });
  }

  private void move(Viewport next) {
    atHome = false;
    viewport =
        scene()
            .map(shown -> next.keepInSight(shown.bounds(), screen, ALWAYS_IN_SIGHT))
            .orElse(next);
    changed.run();
  }

  /** All of the picture where it can be read then, else its beginning. */
  private void goHome() {
    if (scene == null || screen.width() <= 0 || screen.height() <= 0) {
      return;
    }
    Bounds whole = scene.bounds();
    Viewport all = Viewport.fit(whole.grow(6), screen);
    if (all.scale() >= READABLE) {
      viewport = all;
    } else {
      double scale = Math.max(READABLE, Math.min(0.9, screen.width() / (whole.width() + 200)));
      double middle = scene.box(scene.graph().nodes().get(0)).centreX();
      viewport = Viewport.at(scale, middle, whole.y() - 10, screen.centreX(), screen.y());
    }
    changed.run();
  }

  // ---- expanding ----

  /** Expands or collapses a block, which stays where it is on the screen. */
  void toggle(Block block) {
    Set<String> next = new LinkedHashSet<>(expanded);
    if (!next.remove(block.id())) {
      next.add(block.id());
    }
    String first = block.layers().get(0);
    atHome = false;
    anchor = onScreen(first).map(box -> new Anchor(first, new Point(box.centreX(), box.y())));
    expand(next);
  }

  /** Brings a layer into sight; expands its block where that is needed. */
  void reveal(String layer) {
    Block block = blockOf(layer);
    if (block.layers().size() > 1 && !expanded.contains(block.id())) {
      wanted = Optional.of(layer);
      toggle(block);
    } else {
      bringIntoSight(List.of(layer));
    }
  }

  /** Expands exactly these blocks. */
  void expand(Set<String> blocks) {
    expanded = Set.copyOf(blocks);
    settled = false;
    problem = "";
    ShownGraph graph = ShownGraph.of(network, expanded);
    if (scene == null) {
      accept(layouts.provisional(graph));
    }
    changed.run();
    layouts.request(
        graph,
        done -> {
          settled = true;
          accept(done);
        },
        failure -> {
          settled = true;
          problem = "The layered layout failed; a simple one is shown.";
          accept(layouts.provisional(graph));
        });
  }

  private void accept(NetworkScene next) {
    scene = next;
    if (atHome) {
      goHome();
    } else {
      anchor
          .flatMap(kept -> onScreen(kept.layer()).map(now -> keep(kept, now)))
          .ifPresent(kept -> viewport = kept);
    }
    anchor = Optional.empty();
    wanted.ifPresent(layer -> bringIntoSight(List.of(layer)));
    wanted = Optional.empty();
    changed.run();
  }

  private Viewport keep(Anchor kept, Bounds now) {
    return viewport.pan(kept.screen().x() - now.centreX(), kept.screen().y() - now.y());
  }
}
