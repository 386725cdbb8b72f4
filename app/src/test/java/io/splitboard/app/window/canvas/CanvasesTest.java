package io.splitboard.app.window.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.SampleCluster;
import io.splitboard.app.picture.SampleNetworks;
import io.splitboard.app.picture.SampleOverlays;
import io.splitboard.app.picture.SampleTraces;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The canvases in a real toolkit: what is painted, and the keyboard. */
class CanvasesTest {

  private static final List<String> DEVICES = List.of("pi-a", "pi-b", "pi-c");

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void bandsHaveTheColourOfTheirDeviceAndKeysSelectAndExpand() throws Exception {
    Network network = SampleNetworks.vgg();
    Partition partition = SampleOverlays.runs(network, DEVICES);
    NetworkCanvas canvas =
        onToolkit(
            () -> {
              NetworkCanvas made = new NetworkCanvas();
              made.properties().devicesProperty().set(DEVICES);
              made.properties().partitionProperty().set(partition);
              inScene(made, 850, 660);
              made.show(network);
              return made;
            });
    settle(canvas);
    WritableImage image = onToolkit(() -> picture(canvas));
    Bounds box = canvas.screenBounds("conv5_1").orElseThrow();
    assertThat(
            image
                .getPixelReader()
                .getColor((int) box.centreX(), (int) (box.maxY() - 6 * canvas.scale())))
        .isEqualTo(FxPainter.color(Palette.DARK.device(2)));

    press(canvas, KeyCode.DOWN);
    press(canvas, KeyCode.DOWN);
    assertThat(canvas.selectedProperty().get())
        .containsExactlyElementsOf(network.blocks().get(1).layers());
    press(canvas, KeyCode.ENTER);
    settle(canvas);
    assertThat(canvas.expandedBlocks()).containsExactly("conv2");
    assertThat(canvas.toSvg().orElseThrow()).contains("relu2_1");
    press(canvas, KeyCode.ESCAPE);
    assertThat(canvas.selectedProperty().get()).isEmpty();
  }

  @Test
  void theFirstLayerThatDiffersIsOutlinedUntilTheMarkIsTakenAway() throws Exception {
    NetworkCanvas canvas =
        onToolkit(
            () -> {
              NetworkCanvas made = new NetworkCanvas();
              inScene(made, 850, 660);
              made.show(SampleNetworks.vgg());
              return made;
            });
    settle(canvas);
    Bounds box = canvas.screenBounds("conv3_1").orElseThrow();
    assertThat(outline(canvas, box)).isNotEqualTo(FxPainter.color(Palette.DARK.bad()));
    onToolkit(
        () ->
            canvas
                .properties()
                .divergenceProperty()
                .set(new DivergenceMark("conv3_1", "0.012", "conv3_1 differs on pi-b.")));
    assertThat(outline(canvas, box)).isEqualTo(FxPainter.color(Palette.DARK.bad()));
    onToolkit(() -> canvas.properties().divergenceProperty().set(null));
    assertThat(outline(canvas, box)).isNotEqualTo(FxPainter.color(Palette.DARK.bad()));
  }

  /** Colour three pixels left of a box. */
  private static javafx.scene.paint.Color outline(NetworkCanvas canvas, Bounds box)
      throws Exception {
    WritableImage image = onToolkit(() -> picture(canvas));
    return image.getPixelReader().getColor((int) Math.round(box.x() - 3), (int) box.centreY());
  }

  @Test
  void aSentenceStandsWhereThereIsNoNetwork() throws Exception {
    NetworkCanvas canvas =
        onToolkit(
            () -> {
              NetworkCanvas made = new NetworkCanvas();
              inScene(made, 600, 400);
              made.showEmpty("No network yet: open one.");
              return made;
            });
    WritableImage image = onToolkit(() -> picture(canvas));
    assertThat(inked(image, canvas)).isGreaterThan(100);
    assertThat(canvas.screenBounds("any")).isEmpty();
    assertThat(canvas.toSvg()).isEmpty();
  }

  @Test
  void devicesAreReachedByKeyboardAndCardsHaveTheirColours() throws Exception {
    TopologyCanvas canvas =
        onToolkit(
            () -> {
              TopologyCanvas made = new TopologyCanvas();
              inScene(made, 540, 300);
              made.cardsProperty().set(SampleCluster.cards(3, true));
              made.linksProperty().set(SampleCluster.links(made.cardsProperty().get(), true));
              return made;
            });
    WritableImage image = onToolkit(() -> picture(canvas));
    Bounds card = canvas.cardBounds("pi-c").orElseThrow();
    assertThat(image.getPixelReader().getColor((int) card.x() + 16, (int) card.y() + 18))
        .isEqualTo(FxPainter.color(Palette.DARK.device(2)));
    List<Optional<String>> seen = new ArrayList<>();
    onToolkit(
        () -> canvas.selectedProperty().addListener((property, before, now) -> seen.add(now)));
    press(canvas, KeyCode.RIGHT);
    press(canvas, KeyCode.RIGHT);
    press(canvas, KeyCode.LEFT);
    assertThat(seen).containsExactly(Optional.of("pi-a"), Optional.of("pi-b"), Optional.of("pi-a"));
  }

  @Test
  void theTimelinePaintsBarsOfBothKinds() throws Exception {
    TimelineCanvas canvas =
        onToolkit(
            () -> {
              TimelineCanvas made = new TimelineCanvas();
              inScene(made, 900, 230);
              made.modelProperty().set(SampleTraces.pipeline(DEVICES, 2));
              return made;
            });
    WritableImage image = onToolkit(() -> picture(canvas));
    Set<javafx.scene.paint.Color> colours = new java.util.HashSet<>();
    for (int y = 30; y < 200; y++) {
      colours.add(image.getPixelReader().getColor(120, y));
    }
    assertThat(colours).hasSizeGreaterThanOrEqualTo(3);
  }

  private static int inked(WritableImage image, CanvasPane canvas) {
    int inked = 0;
    for (int x = 0; x < canvas.getWidth(); x++) {
      for (int y = 0; y < canvas.getHeight(); y++) {
        boolean ink =
            !image
                .getPixelReader()
                .getColor(x, y)
                .equals(FxPainter.color(canvas.getPalette().background()));
        inked += ink ? 1 : 0;
      }
    }
    return inked;
  }

  private static void inScene(Region region, double width, double height) {
    StackPane root = new StackPane(region);
    new Scene(root, width, height);
    region.setPrefSize(width, height);
    root.applyCss();
    root.layout();
  }

  private static WritableImage picture(CanvasPane canvas) {
    canvas.drawNow();
    return canvas.snapshot(null, null);
  }

  private static void settle(NetworkCanvas canvas) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> onToolkit(canvas::settled));
  }

  private static void press(Region region, KeyCode code) throws Exception {
    onToolkit(
        () -> {
          region.fireEvent(
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
          return true;
        });
  }

  private static <T> T onToolkit(java.util.concurrent.Callable<T> work) throws Exception {
    return WaitForAsyncUtils.asyncFx(work).get(30, TimeUnit.SECONDS);
  }

  private static void onToolkit(Runnable work) throws Exception {
    WaitForAsyncUtils.asyncFx(work).get(30, TimeUnit.SECONDS);
  }
}
