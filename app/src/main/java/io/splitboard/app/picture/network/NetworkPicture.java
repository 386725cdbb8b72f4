package io.splitboard.app.picture.network;

import io.splitboard.app.picture.layout.ElkLayout;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.SvgPainter;
import io.splitboard.app.picture.paint.SvgPicture;
import io.splitboard.app.picture.paint.TextStyle;
import io.splitboard.app.picture.paint.TextWidth;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network's picture as SVG, made without a toolkit. */
public final class NetworkPicture {

  private static final double MARGIN = 24;
  private static final double LEGEND = 34;

  private NetworkPicture() {}

  /**
   * All of a network with its blocks collapsed.
   *
   * @param deviceIds in the order of the cluster, which gives their colours
   */
  public static SvgPicture of(
      Network network,
      Partition partition,
      List<String> deviceIds,
      NetworkOverlay overlay,
      Palette palette) {
    NetworkLook look =
        new NetworkLook(
            palette,
            palette.deviceColours(deviceIds),
            Optional.of(partition),
            Optional.empty(),
            overlay,
            HeatMode.DEVICE,
            false);
    return of(network, ShownGraph.atFirst(network), look);
  }

  /**
   * All of a network with some blocks expanded. Runs the layered layout in the calling thread, or
   * in one with a large stack where the picture is large.
   */
  public static SvgPicture of(Network network, Set<String> expanded, NetworkLook look) {
    ShownGraph graph = ShownGraph.of(network, expanded);
    NetworkScene scene =
        LayoutService.onLargeStack(
            () -> new NetworkLayout(new ElkLayout()).place(graph, false, Progress.NONE));
    return of(scene, look);
  }

  /** All of a scene. */
  public static SvgPicture of(NetworkScene scene, NetworkLook look) {
    // Figures and captions stand at the right of boxes and arrows.
    Bounds all = scene.bounds();
    double width = all.width() + 2 * MARGIN + 200;
    double height = all.height() + 2 * MARGIN + LEGEND;
    SvgPainter painter = new SvgPainter();
    painter.fillBox(new Bounds(0, 0, width, height), 0, look.palette().background());
    legend(painter, look);
    painter.push(1, MARGIN - all.x(), MARGIN + LEGEND - all.y());
    NetworkPainter network = new NetworkPainter(scene, look);
    network.base(painter, all, 1);
    network.overlay(painter, all, 1);
    painter.pop();
    return painter.picture(scene.graph().network().name(), width, height);
  }

  private static void legend(SvgPainter painter, NetworkLook look) {
    TextStyle style = TextStyle.of(12);
    double x = MARGIN;
    for (String device : look.deviceColours().keySet()) {
      painter.dot(x + 5, MARGIN, 5, look.device(device));
      painter.text(device, x + 16, MARGIN + 4, style, look.palette().text());
      x += 32 + TextWidth.of(device, style);
    }
    painter.text(
        "filled: measured · dashed: predicted", x, MARGIN + 4, style, look.palette().muted());
  }
}
