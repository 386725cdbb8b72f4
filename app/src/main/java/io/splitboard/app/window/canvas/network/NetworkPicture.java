package io.splitboard.app.window.canvas.network;

import io.splitboard.app.window.canvas.layout.ElkLayout;
import io.splitboard.app.window.canvas.paint.Bounds;
import io.splitboard.app.window.canvas.paint.SvgPainter;
import io.splitboard.app.window.canvas.paint.TextStyle;
import io.splitboard.app.window.theme.Palette;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network's picture as an SVG document, made without a toolkit. */
public final class NetworkPicture {

  private static final double MARGIN = 24;
  private static final double LEGEND = 34;

  private NetworkPicture() {}

  /**
   * All of a network with its blocks collapsed.
   *
   * @param deviceIds in the order of the cluster, which gives their colours
   */
  public static String svg(
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
            HeatMode.DEVICE);
    return svg(network, Set.of(), look);
  }

  /**
   * All of a network with some blocks expanded. Runs the layered layout in the calling thread, or
   * in one with a large stack where the picture is large.
   */
  public static String svg(Network network, Set<String> expanded, NetworkLook look) {
    ShownGraph graph = ShownGraph.of(network, expanded);
    NetworkScene scene =
        LayoutService.onLargeStack(
            () -> new NetworkLayout(new ElkLayout()).place(graph, false, Progress.NONE));
    return svg(scene, look);
  }

  /** All of a scene. */
  public static String svg(NetworkScene scene, NetworkLook look) {
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
    return painter.document(scene.graph().network().name(), width, height);
  }

  private static void legend(SvgPainter painter, NetworkLook look) {
    TextStyle style = TextStyle.of(12);
    double x = MARGIN;
    for (String device : look.deviceColours().keySet()) {
      painter.dot(x + 5, MARGIN, 5, look.device(device));
      painter.text(device, x + 16, MARGIN + 4, style, look.palette().text());
      x += 32 + io.splitboard.app.window.canvas.paint.TextWidth.of(device, style);
    }
    painter.text(
        "filled: measured · dashed: predicted", x, MARGIN + 4, style, look.palette().muted());
  }
}
