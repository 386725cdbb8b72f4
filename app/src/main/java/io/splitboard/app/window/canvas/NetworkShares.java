package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.ShareCard;
import io.splitboard.app.picture.network.ShownEdge;
import io.splitboard.app.picture.network.ShownNode;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Painter;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.Stroke;
import io.splitboard.core.partition.CommonSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The card of shares beside the selected box: what it shows, where it is, and its connector. */
public final class NetworkShares {

  private final NetworkCanvas canvas;
  private final ShareEditor editor = new ShareEditor();
  private boolean allowed = true;

  /** The selection, partition and network that the shares were found for. */
  private record Question(Object network, Object partition, Set<String> layers) {}

  private Question answered;
  private Optional<CommonSplit> answer = Optional.empty();

  NetworkShares(NetworkCanvas canvas) {
    this.canvas = canvas;
  }

  /** The card itself; invisible while there is nothing to change. */
  public ShareEditor editor() {
    return editor;
  }

  /** Who learns of changed shares. */
  public void setListener(ShareListener listener) {
    editor.setListener(listener);
  }

  /** Says in a few words what the drag under way would bring. */
  public void setForecast(String text) {
    editor.setForecast(text);
  }

  /** Whether shares may be changed now; the card is not shown otherwise. */
  public void allow(boolean changed) {
    allowed = changed;
    refresh();
  }

  /** Shows what the selection has in common, or nothing. */
  void refresh() {
    Optional<Bounds> box = box();
    Optional<CommonSplit> shown = box.isEmpty() || !allowed ? Optional.empty() : split();
    editor.setPalette(canvas.getPalette());
    double room = box.map(each -> SharePlace.roomLeftOf(each, area())).orElse(0.0);
    editor.show(shown, title(shown), note(shown), canvas.look(), ShareCard.widthWithin(room));
    if (shown.isPresent()) {
      place(box.get());
    }
  }

  private Optional<CommonSplit> split() {
    Set<String> layers = canvas.selection().layers();
    var network = canvas.view().network();
    var partition = canvas.look().partition();
    if (network.isEmpty() || partition.isEmpty()) {
      return Optional.empty();
    }
    Question asked = new Question(network.get(), partition.get(), layers);
    boolean same =
        answered != null
            && answered.network == asked.network
            && answered.partition == asked.partition
            && answered.layers.equals(layers);
    if (!same) {
      answer = CommonSplit.of(network.get(), partition.get(), layers);
      answered = asked;
    }
    return answer;
  }

  /** The selected box in sight; of several, the one that the selection's first layer is in. */
  private Optional<Bounds> box() {
    return canvas.selection().layers().stream()
        .findFirst()
        .flatMap(layer -> canvas.view().onScreen(layer))
        .filter(box -> box.intersects(area()));
  }

  private Bounds area() {
    double top = canvas.chips().height() + 12;
    return new Bounds(0, top, canvas.getWidth(), Math.max(0, canvas.getHeight() - top - 34));
  }

  private String title(Optional<CommonSplit> shown) {
    Set<String> layers = canvas.selection().layers();
    return shown
        .map(
            split -> {
              String name =
                  canvas
                      .view()
                      .scene()
                      .flatMap(scene -> scene.nodeOf(split.layer()))
                      .filter(node -> node.layers().containsAll(layers))
                      .map(node -> node.title())
                      .orElse(layers.size() + " layers");
              return name + " " + split.kind().words();
            })
        .orElse("");
  }

  private String note(Optional<CommonSplit> shown) {
    int all = canvas.selection().layers().size();
    return shown
        .filter(split -> split.splits().size() < all)
        .map(split -> " · " + split.splits().size() + " of " + all)
        .orElse("");
  }

  private void place(Bounds box) {
    double height = Math.min(editor.height(), area().height());
    Bounds place = SharePlace.of(box, editor.width(), height, area(), taken());
    editor.resizeRelocate(place.x(), place.y(), place.width(), place.height());
  }

  /** Boxes with their figures, captions, the minimap and the legend. */
  private List<Bounds> taken() {
    List<Bounds> taken = new ArrayList<>();
    canvas.view().scene().ifPresent(scene -> boxes(scene, taken));
    canvas.minimap().ifPresent(map -> taken.add(map.frame()));
    if (canvas.look().heat() != io.splitboard.app.picture.network.HeatMode.DEVICE) {
      taken.add(new Bounds(0, canvas.getHeight() - 66, 190, 66));
    }
    return taken;
  }

  private void boxes(NetworkScene scene, List<Bounds> taken) {
    Viewport view = canvas.view().viewport();
    double figure = 84 * view.scale();
    double caption = 200 * view.scale();
    for (ShownNode node : scene.nodesIn(canvas.sight())) {
      Bounds box = view.toScreen(scene.box(node));
      taken.add(new Bounds(box.x(), box.y(), box.width() + figure, box.height()));
    }
    for (ShownEdge edge : scene.edgesIn(canvas.sight())) {
      Bounds route = view.toScreen(Bounds.around(scene.route(edge)));
      taken.add(new Bounds(route.x(), route.y(), route.width() + caption, route.height()));
    }
  }

  /** Draws the line from the card to the box. */
  void paint(Painter painter) {
    Optional<Bounds> box = box();
    if (!editor.isVisible() || box.isEmpty()) {
      return;
    }
    Bounds card =
        new Bounds(editor.getLayoutX(), editor.getLayoutY(), editor.getWidth(), editor.getHeight());
    boolean leftOf = card.maxX() <= box.get().x();
    if (!leftOf && card.x() < box.get().maxX()) {
      return;
    }
    Point from = new Point(leftOf ? card.maxX() : card.x(), card.centreY());
    Point to = new Point(leftOf ? box.get().x() : box.get().maxX(), box.get().centreY());
    painter.line(curve(from, to), Stroke.dashed(canvas.getPalette().accent(), 1.5));
  }

  /** An S from one place to another, level at both ends. */
  private static List<Point> curve(Point from, Point to) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i <= 16; i++) {
      double t = i / 16.0;
      double eased = t * t * (3 - 2 * t);
      points.add(
          new Point(from.x() + (to.x() - from.x()) * t, from.y() + (to.y() - from.y()) * eased));
    }
    return points;
  }
}
