package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.SampleCluster;
import io.splitboard.app.picture.SampleNetworks;
import io.splitboard.app.picture.SampleOverlays;
import io.splitboard.app.picture.SampleTraces;
import io.splitboard.app.picture.network.HeatMode;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.window.canvas.chart.DistributionChart;
import io.splitboard.app.window.canvas.chart.IncumbentChart;
import io.splitboard.app.window.canvas.chart.LatencyChart;
import io.splitboard.core.network.Network;
import io.splitboard.core.onnx.ImportOptions;
import io.splitboard.core.onnx.OnnxImporter;
import io.splitboard.core.onnx.OnnxModel;
import io.splitboard.core.partition.Partition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javax.imageio.ImageIO;

/**
 * Draws every picture in both themes into a folder, for looking at while working on them: {@code
 * CanvasGallery FOLDER [ONNX-FILE…]}. Not a test.
 */
public final class CanvasGallery {

  private static final List<String> DEVICES = List.of("pi-a", "pi-b", "pi-c");

  private final Path folder;

  private CanvasGallery(Path folder) {
    this.folder = folder;
  }

  /** Draws everything. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Platform.startup(() -> {});
    CanvasGallery gallery = new CanvasGallery(folder);
    for (Palette palette : Palette.values()) {
      gallery.networks(palette);
      gallery.devices(palette);
      gallery.timeline(palette);
      gallery.charts(palette);
    }
    for (int i = 1; i < arguments.length; i++) {
      gallery.file(Path.of(arguments[i]));
    }
    Platform.exit();
  }

  private void file(Path file) throws InterruptedException {
    Network network = OnnxImporter.read(OnnxModel.open(file), ImportOptions.DEFAULT);
    Partition partition = SampleOverlays.runs(network, DEVICES);
    String name = "file-" + file.getFileName();
    network(Palette.DARK, name, network, partition, true, HeatMode.DEVICE, Set.of());
    Set<String> all =
        network.blocks().stream()
            .map(block -> block.id())
            .collect(java.util.stream.Collectors.toSet());
    network(Palette.LIGHT, name, network, partition, false, HeatMode.DEVICE, all);
  }

  private void networks(Palette palette) throws InterruptedException {
    Network vgg = SampleNetworks.vgg();
    Partition partition = SampleOverlays.runs(vgg, DEVICES);
    network(palette, "network-measured", vgg, partition, true, HeatMode.DEVICE, Set.of());
    network(palette, "network-expanded", vgg, partition, false, HeatMode.DEVICE, Set.of("conv3"));
    differing(palette, vgg);
    network(palette, "network-heat", vgg, partition, true, HeatMode.LATENCY, Set.of());
    Network residual = SampleNetworks.residual(6);
    network(
        palette,
        "network-residual",
        residual,
        SampleOverlays.runs(residual, DEVICES),
        true,
        HeatMode.DEVICE,
        Set.of("stage2", "stage3"));
    Network chain = SampleNetworks.chain(3000);
    network(
        palette,
        "network-chain",
        chain,
        SampleOverlays.runs(chain, DEVICES),
        true,
        HeatMode.DEVICE,
        Set.of());
  }

  private void differing(Palette palette, Network network) throws InterruptedException {
    NetworkCanvas canvas =
        onToolkit(
            () -> {
              NetworkCanvas made = new NetworkCanvas();
              made.setPalette(palette);
              made.properties().devicesProperty().set(DEVICES);
              made.properties()
                  .divergenceProperty()
                  .set(new DivergenceMark("conv3_1", "0.012", "conv3_1 differs on pi-b."));
              show(made, 852, 660);
              made.show(network);
              return made;
            });
    await(canvas::settled);
    save(canvas, palette, "network-differing");
  }

  private void network(
      Palette palette,
      String name,
      Network network,
      Partition partition,
      boolean measured,
      HeatMode heat,
      Set<String> expanded)
      throws InterruptedException {
    NetworkCanvas canvas =
        onToolkit(
            () -> {
              NetworkCanvas made = new NetworkCanvas();
              made.setPalette(palette);
              made.properties().devicesProperty().set(DEVICES);
              made.properties().partitionProperty().set(partition);
              made.properties()
                  .overlayProperty()
                  .set(
                      SampleOverlays.times(network, partition, measured)
                          .withProblems(
                              measured
                                  ? Map.of()
                                  : Map.of("conv3_2", "pi-b has too little memory for conv3_2.")));
              made.properties().heatProperty().set(heat);
              show(made, 852, 660);
              made.show(network);
              made.expandBlocks(expanded);
              return made;
            });
    await(canvas::settled);
    save(canvas, palette, name);
  }

  private void devices(Palette palette) throws InterruptedException {
    for (int count : new int[] {3, 5, 8, 12}) {
      for (boolean live : new boolean[] {true, false}) {
        List<DeviceCard> cards = SampleCluster.cards(count, live);
        TopologyCanvas canvas =
            onToolkit(
                () -> {
                  TopologyCanvas made = new TopologyCanvas();
                  made.setPalette(palette);
                  show(made, 540, count > 5 ? 420 : 250);
                  made.cardsProperty().set(cards);
                  made.linksProperty().set(SampleCluster.links(cards, live));
                  return made;
                });
        save(canvas, palette, "devices-" + count + (live ? "-live" : ""));
      }
    }
  }

  private void timeline(Palette palette) throws InterruptedException {
    TimelineCanvas canvas =
        onToolkit(
            () -> {
              TimelineCanvas made = new TimelineCanvas();
              made.setPalette(palette);
              show(made, 1390, 230);
              made.modelProperty().set(SampleTraces.pipeline(DEVICES, 3));
              return made;
            });
    save(canvas, palette, "timeline");
  }

  private void charts(Palette palette) throws InterruptedException {
    IncumbentChart incumbent =
        onToolkit(
            () -> {
              IncumbentChart made = new IncumbentChart();
              made.setPalette(palette);
              show(made, 248, 170);
              made.add(0.05, 420, 120);
              made.add(0.2, 360, 200);
              made.add(0.5, 345, 300);
              made.finish(0.8, "proved optimal · 0.8 s");
              return made;
            });
    save(incumbent, palette, "chart-incumbent");
    LatencyChart latency =
        onToolkit(
            () -> {
              LatencyChart made = new LatencyChart();
              made.setPalette(palette);
              show(made, 500, 220);
              made.setPredicted(io.splitboard.app.picture.network.Reading.of(342));
              for (int i = 0; i < 120; i++) {
                made.add(i, 350 + 12 * Math.sin(i * 0.7) + (i % 17 == 0 ? 25 : 0));
              }
              return made;
            });
    save(latency, palette, "chart-latency");
    DistributionChart distribution =
        onToolkit(
            () -> {
              DistributionChart made = new DistributionChart();
              made.setPalette(palette);
              show(made, 500, 260);
              made.setSamples(SampleTraces.latencies());
              return made;
            });
    save(distribution, palette, "chart-distribution");
  }

  private static void show(Region region, double width, double height) {
    region.setPrefSize(width, height);
    StackPane root = new StackPane(region);
    new Scene(root, width, height);
    root.applyCss();
    root.layout();
  }

  private void save(CanvasPane canvas, Palette palette, String name) throws InterruptedException {
    WritableImage image =
        onToolkit(
            () -> {
              canvas.drawNow();
              return canvas.snapshot(null, null);
            });
    Path file =
        folder.resolve(name + "-" + palette.name().toLowerCase(java.util.Locale.ROOT) + ".png");
    try {
      ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    CountDownLatch pause = new CountDownLatch(1);
    while (!onToolkit(condition::getAsBoolean) && !pause.await(50, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the layout did not settle within a minute");
      }
    }
  }

  private static <T> T onToolkit(Supplier<T> work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    List<T> result = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<RuntimeException> failure = new java.util.concurrent.CopyOnWriteArrayList<>();
    Platform.runLater(
        () -> {
          try {
            result.add(work.get());
          } catch (RuntimeException e) {
            failure.add(e);
          }
          done.countDown();
        });
    done.await();
    if (!failure.isEmpty()) {
      throw failure.get(0);
    }
    return result.get(0);
  }
}
