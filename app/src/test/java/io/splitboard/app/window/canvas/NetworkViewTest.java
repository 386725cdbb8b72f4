package io.splitboard.app.window.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.SampleNetworks;
import io.splitboard.app.picture.SampleOverlays;
import io.splitboard.app.picture.network.NetworkScene;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.network.Network;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NetworkViewTest {

  private static final Bounds SCREEN = new Bounds(10, 40, 800, 600);

  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final NetworkView view = new NetworkView(queue::add, () -> {});

  /** Runs what the layout delivers until it is done. */
  private void settle() throws InterruptedException {
    while (!view.settled()) {
      Runnable next = queue.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("the layout's result within a minute").isNotNull();
      next.run();
    }
  }

  @Test
  void aNetworkIsThereAtOnceAndBetterLater() throws InterruptedException {
    view.resize(SCREEN);
    view.show(SampleNetworks.vgg());
    assertThat(view.scene()).map(NetworkScene::provisional).contains(true);
    settle();
    assertThat(view.scene()).map(NetworkScene::provisional).contains(false);
    Bounds shown = view.viewport().toScreen(view.scene().orElseThrow().bounds());
    assertThat(shown.y()).isGreaterThanOrEqualTo(SCREEN.y());
    assertThat(shown.maxY()).isLessThanOrEqualTo(SCREEN.maxY());
  }

  @Test
  void theLatestRequestWins() throws InterruptedException {
    view.resize(SCREEN);
    view.show(SampleNetworks.vgg());
    view.expand(Set.of("conv1"));
    view.expand(Set.of("conv2"));
    settle();
    assertThat(view.scene().orElseThrow().frames()).containsOnlyKeys("conv2");
  }

  @Test
  void aLongChainOpensAtItsReadableBeginning() throws InterruptedException {
    view.resize(SCREEN);
    view.show(SampleNetworks.chain(800));
    settle();
    assertThat(view.viewport().scale()).isGreaterThan(0.4);
    assertThat(view.onScreen("layer0").orElseThrow().y()).isBetween(40.0, 200.0);
  }

  @Test
  void noPanningTakesTheWholePictureAway() throws InterruptedException {
    view.resize(SCREEN);
    view.show(SampleNetworks.vgg());
    settle();
    for (Point far : List.of(new Point(5000, 0), new Point(-5000, 9000), new Point(0, -9000))) {
      view.pan(far.x(), far.y());
      Bounds shown = view.viewport().toScreen(view.scene().orElseThrow().bounds());
      assertThat(shown.x()).isLessThan(SCREEN.maxX() - 20);
      assertThat(shown.maxX()).isGreaterThan(SCREEN.x() + 20);
      assertThat(shown.y()).isLessThan(SCREEN.maxY() - 20);
      assertThat(shown.maxY()).isGreaterThan(SCREEN.y() + 20);
    }
  }

  @Test
  void anExpandedBlockStaysWhereItWas() throws InterruptedException {
    view.resize(SCREEN);
    Network network = SampleNetworks.vgg();
    view.show(network);
    settle();
    Bounds before = view.onScreen("conv4_1").orElseThrow();
    view.toggle(view.blockOf("conv4_1"));
    settle();
    Bounds after = view.onScreen("conv4_1").orElseThrow();
    assertThat(after.y()).isCloseTo(before.y(), org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void aHiddenLayerIsRevealed() throws InterruptedException {
    view.resize(SCREEN);
    view.show(SampleNetworks.chain(800));
    settle();
    view.reveal("layer777");
    settle();
    Bounds box = view.onScreen("layer777").orElseThrow();
    assertThat(SCREEN.contains(new Point(box.centreX(), box.centreY()))).isTrue();
    assertThat(view.expanded()).containsExactly("part97");
  }

  @Property
  void zoomingKeepsThePlaceUnderThePointer(
      @ForAll @DoubleRange(min = 0.1, max = 10) double factor,
      @ForAll @DoubleRange(min = 0, max = 800) double x,
      @ForAll @DoubleRange(min = 0, max = 600) double y) {
    Viewport before = new Viewport(0.7, 31, -44);
    Point place = before.toPicture(x, y);
    Point after = before.zoom(factor, x, y).toScreen(place);
    assertThat(after.distance(new Point(x, y))).isLessThan(1e-6);
  }

  @Test
  void aSelectionGrowsByRangeAndToggle() {
    List<String> order = List.of("a", "b", "c", "d", "e");
    Selection one = Selection.of(List.of("b"));
    assertThat(one.range(List.of("d"), order).layers()).containsExactly("b", "c", "d");
    assertThat(one.range(List.of("d"), order).range(List.of("a"), order).layers())
        .containsExactly("a", "b");
    assertThat(one.toggle(List.of("d", "e")).layers()).containsExactly("b", "d", "e");
    assertThat(one.toggle(List.of("d", "e")).toggle(List.of("d", "e")).layers())
        .containsExactly("b");
    assertThat(Selection.of(List.of("d")).toggle(List.of("d", "e")).layers())
        .containsExactlyInAnyOrder("d", "e");
  }

  @Test
  void theMinimapOfALongChainIsAStripAndFindsPlacesAgain() {
    Bounds chain = new Bounds(0, 0, 300, 15_000);
    Minimap map = Minimap.of(chain, new Bounds(0, 0, 800, 600));
    assertThat(map.inner().width()).isGreaterThan(40);
    assertThat(map.inner().height()).isGreaterThan(150);
    Bounds box = map.toScreen(new Bounds(0, 7000, 300, 44));
    Point back = map.toPicture(box.centreX(), box.centreY());
    assertThat(back.distance(new Point(150, 7022))).isLessThan(1e-6);
  }

  @Test
  void aPreviewCountsWhatWouldCross() {
    Network network = SampleNetworks.vgg();
    MovePreview preview =
        new MovePreview(
            1,
            "pi-b",
            io.splitboard.app.picture.network.Crossing.afterMove(
                network,
                SampleOverlays.runs(network, List.of("pi-a")),
                "pi-a",
                List.of("conv1_1"),
                "pi-b"),
            crossing -> 12,
            "",
            "");
    assertThat(preview.lines().get(0)).isEqualTo("2 tensors would cross, 13 MB a request:");
    assertThat(preview.lines().get(1)).contains("pi-b → pi-a").contains("conv1_1_out");
    assertThat(preview.lines().get(1)).startsWith("13 MB · 12 ms");
    assertThat(preview.lines().get(2)).contains("pi-a → pi-b").contains(network.inputs().get(0));
  }

  @Test
  void aLongPreviewSumsUpWhatItDoesNotList() {
    List<io.splitboard.app.picture.network.Crossing> many =
        java.util.stream.IntStream.range(0, 9)
            .mapToObj(
                i ->
                    new io.splitboard.app.picture.network.Crossing(
                        "t" + i, "pi-a", "pi-b", 1_000_000))
            .toList();
    MovePreview preview = new MovePreview(3, "pi-b", many, crossing -> Double.NaN, "", "");
    assertThat(preview.lines()).hasSize(8);
    assertThat(preview.lines().get(1)).isEqualTo("1.0 MB  pi-a → pi-b  t0");
    assertThat(preview.lines().get(7)).isEqualTo("and 3 more, 3.0 MB");
  }
}
