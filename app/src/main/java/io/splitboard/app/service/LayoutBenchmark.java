package io.splitboard.app.service;

import io.splitboard.app.picture.layout.ElkLayout;
import io.splitboard.app.picture.network.HeatMode;
import io.splitboard.app.picture.network.LayoutService;
import io.splitboard.app.picture.network.NetworkLayout;
import io.splitboard.app.picture.network.NetworkLook;
import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.network.NetworkPainter;
import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.network.ShownGraph;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.SvgPainter;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Block;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Times the picture of a large network with every block expanded: the layered layout, and painting
 * all of its boxes, arrows and captions as SVG. (A window paints only what is in sight.)
 */
public final class LayoutBenchmark {

  private static final int LARGE = 5000;
  private static final int SMALL = 1000;

  private LayoutBenchmark() {}

  /**
   * Medians of one size.
   *
   * @param layers how many boxes
   * @param layoutMs time of the layered layout
   * @param paintMs time of painting all of it
   */
  public record Timing(int layers, double layoutMs, double paintMs) {

    double totalMs() {
      return layoutMs + paintMs;
    }
  }

  /** A large picture and a small one. */
  public record Result(Timing large, Timing small) {

    /**
     * How much longer the large picture takes. If time grew in proportion to the layers, this would
     * be the ratio of the layers.
     */
    public double ratio() {
      return large.totalMs() / small.totalMs();
    }
  }

  /** Runs it. */
  public static Result run(int repetitions, Progress progress) {
    return LayoutService.onLargeStack(
        () -> {
          Timing small = time(SMALL, repetitions, progress);
          return new Result(time(LARGE, repetitions, progress), small);
        });
  }

  private static Timing time(int layers, int repetitions, Progress progress) {
    progress.report("Timing " + layers + " layers", -1);
    Network network = ResidualNetwork.of(layers);
    Set<String> all = network.blocks().stream().map(Block::id).collect(Collectors.toSet());
    ShownGraph graph = ShownGraph.of(network, all);
    NetworkLook look = look(network);
    double[][] times = new double[repetitions][];
    measure(graph, look);
    for (int i = 0; i < repetitions; i++) {
      times[i] = measure(graph, look);
    }
    return new Timing(layers, median(times, each -> each[0]), median(times, each -> each[1]));
  }

  private static double[] measure(ShownGraph graph, NetworkLook look) {
    long start = System.nanoTime();
    NetworkScene scene = new NetworkLayout(new ElkLayout()).place(graph, false, Progress.NONE);
    long placed = System.nanoTime();
    NetworkPainter painter = new NetworkPainter(scene, look);
    SvgPainter svg = new SvgPainter();
    painter.base(svg, scene.bounds(), 1);
    painter.overlay(svg, scene.bounds(), 1);
    return new double[] {(placed - start) / 1e6, (System.nanoTime() - placed) / 1e6};
  }

  private static NetworkLook look(Network network) {
    List<String> devices = List.of("pi-0", "pi-1", "pi-2");
    Partition partition = Partition.onOneDevice(network, devices.get(0));
    int size = network.layers().size();
    for (int part = 1; part < devices.size(); part++) {
      List<String> ids =
          network
              .layers()
              .subList(part * size / devices.size(), (part + 1) * size / devices.size())
              .stream()
              .map(layer -> layer.id())
              .toList();
      partition = partition.move(ids, devices.get(part));
    }
    return new NetworkLook(
        Palette.DARK,
        Palette.DARK.deviceColours(devices),
        Optional.of(partition),
        Optional.empty(),
        NetworkOverlay.NONE,
        HeatMode.DEVICE,
        false);
  }

  private static double median(double[][] times, ToDoubleFunction<double[]> part) {
    double[] sorted = Arrays.stream(times).mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
