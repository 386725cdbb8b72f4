package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.NetworkPainter;
import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.paint.Painter;
import java.util.Optional;

/** Paints the canvases that lie below what follows the pointer: boxes and arrows, then figures. */
final class NetworkLayers {

  private final NetworkCanvas canvas;
  private Optional<NetworkPainter> painter = Optional.empty();
  private int captionsHidden;

  NetworkLayers(NetworkCanvas canvas) {
    this.canvas = canvas;
  }

  /** Takes over another look. */
  void lookChanged() {
    painter = canvas.view().scene().map(scene -> new NetworkPainter(scene, canvas.look()));
  }

  /** Takes over another scene; returns whether there was one. */
  boolean sceneChanged() {
    boolean changed = !painter.map(NetworkPainter::scene).equals(canvas.view().scene());
    if (changed) {
      lookChanged();
    }
    return changed;
  }

  void base(Painter target) {
    target.fillBox(canvas.area(), 0, canvas.getPalette().background());
    painter.ifPresent(
        network -> {
          pushView(target);
          network.base(target, canvas.sight(), canvas.scale());
          target.pop();
        });
  }

  /**
   * Paints figures, chips, the minimap and the legend.
   *
   * @param empty what is said while there is no network
   */
  void overlay(Painter target, String empty) {
    if (painter.isEmpty()) {
      NetworkNotes.empty(target, canvas.area(), empty, canvas.getPalette());
      return;
    }
    NetworkPainter network = painter.get();
    pushView(target);
    captionsHidden = network.overlay(target, canvas.sight(), canvas.scale());
    target.pop();
    canvas.chips().paint(target, canvas.look(), Optional.empty());
    canvas.minimap().ifPresent(map -> map.paint(target, network.scene(), canvas.look()));
    NetworkNotes.figures(target, canvas.area(), canvas.chips().width(), canvas.look());
    NetworkNotes.legend(target, canvas.area(), network.heat(), canvas.look());
  }

  /** What stands at the bottom. */
  NetworkNotes notes() {
    NetworkView view = canvas.view();
    return new NetworkNotes(
        view.scene().map(NetworkScene::graph), captionsHidden, view.settled(), view.problem());
  }

  private void pushView(Painter target) {
    Viewport viewport = canvas.view().viewport();
    target.push(viewport.scale(), viewport.dx(), viewport.dy());
  }
}
