package io.splitboard.app.picture.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.SampleNetworks;
import io.splitboard.app.picture.SampleOverlays;
import io.splitboard.app.picture.layout.ColumnLayout;
import io.splitboard.app.picture.layout.ElkLayout;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.core.Progress;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.partition.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkSceneTest {

  private static final List<String> DEVICES = List.of("pi-a", "pi-b", "pi-c");
  private final Network vgg = SampleNetworks.vgg();

  @Test
  void collapsedBlocksStandForTheirLayers() {
    ShownGraph graph = ShownGraph.of(vgg, Set.of());
    assertThat(graph.nodes()).extracting(ShownNode::kind).startsWith(ShownNode.Kind.INPUT);
    assertThat(graph.nodes()).hasSize(8);
    assertThat(graph.edges()).hasSize(7);
    assertThat(graph.hiddenLayers()).isEqualTo(vgg.layers().size());
    assertThat(graph.nodeOfLayer()).containsEntry("conv3_2", "block conv3");
  }

  @Test
  void anExpandedBlockIsAFrameAroundItsLayers() {
    NetworkScene scene = scene(vgg, Set.of("conv3"));
    Bounds frame = scene.frames().get("conv3");
    for (String layer : vgg.blocks().get(2).layers()) {
      Bounds box = scene.box(scene.nodeOf(layer).orElseThrow());
      assertThat(frame.contains(new Point(box.x(), box.y()))).isTrue();
      assertThat(frame.contains(new Point(box.maxX(), box.maxY()))).isTrue();
    }
    Bounds other = scene.box(scene.nodeOf("conv2_1").orElseThrow());
    assertThat(frame.intersects(other)).isFalse();
  }

  @Test
  void everyArrowEndsAtItsReader() {
    Network network = SampleNetworks.residual(5);
    NetworkScene scene = scene(network, Set.of("stage2", "stage3"));
    for (ShownEdge edge : scene.graph().edges()) {
      List<Point> route = scene.route(edge);
      Bounds reader = scene.box(scene.node(edge.to()));
      Point end = route.get(route.size() - 1);
      assertThat(end.y()).isCloseTo(reader.y(), org.assertj.core.data.Offset.offset(0.5));
      assertThat(end.x()).isBetween(reader.x(), reader.maxX());
      assertThat(scene.edgeAt(end.plus(0, -2), 3)).isPresent();
    }
  }

  @Test
  void whatNearlyEveryLayerReadsHasNoArrowsAndIsSaid() {
    ShownGraph graph = ShownGraph.of(SampleNetworks.masked(40), Set.of());
    assertThat(graph.detached()).containsExactly("mask");
    assertThat(graph.edges()).noneMatch(edge -> edge.tensors().contains("mask"));
  }

  @Test
  void thousandsOfExpandedLayersAreLaidOut() {
    Network network = SampleNetworks.chain(2000);
    Set<String> all =
        network.blocks().stream()
            .map(block -> block.id())
            .collect(java.util.stream.Collectors.toSet());
    NetworkScene scene =
        LayoutService.onLargeStack(
            () ->
                new NetworkLayout(new ElkLayout())
                    .place(ShownGraph.of(network, all), false, Progress.NONE));
    assertThat(scene.graph().nodes()).hasSize(2002);
    assertThat(scene.nodesIn(scene.bounds())).hasSize(2002);
  }

  @Test
  void placesAreFoundAgain() {
    NetworkScene scene = scene(vgg, Set.of());
    ShownNode node = scene.nodeOf("conv4_1").orElseThrow();
    Bounds box = scene.box(node);
    assertThat(scene.nodeAt(new Point(box.centreX(), box.centreY()))).contains(node);
    assertThat(scene.nodeAt(new Point(box.x() - 5, box.y()))).isEmpty();
    assertThat(scene.neighbour(node, NetworkScene.Direction.DOWN))
        .contains(scene.nodeOf("conv5_1").orElseThrow());
    assertThat(scene.neighbour(node, NetworkScene.Direction.LEFT)).isEmpty();
  }

  @Test
  void bandsShowRunsOfWholeLayersAndSharesOfSplitOnes() {
    Map<String, Placement> placements = new LinkedHashMap<>();
    placements.put("a", new Placement.Whole("x"));
    placements.put("b", new Placement.Whole("x"));
    placements.put("c", new Placement.Whole("y"));
    placements.put("d", new Placement.Whole("x"));
    Partition partition = new Partition(placements);
    assertThat(Band.of(List.of("a", "b", "c", "d"), partition))
        .containsExactly(new Band("x", 0.5), new Band("y", 0.25), new Band("x", 0.25));
    placements.put(
        "c",
        new Placement.Rows(
            List.of(new Placement.Share("x", 0, 30), new Placement.Share("y", 30, 40))));
    assertThat(Band.of(List.of("c"), new Partition(placements)))
        .containsExactly(new Band("x", 0.75), new Band("y", 0.25));
  }

  @Test
  void aMoveTellsWhatWouldCross() {
    Partition all = Partition.onOneDevice(vgg, "pi-a");
    List<Crossing> crossings =
        Crossing.afterMove(vgg, all, "pi-a", List.of("conv3_2", "relu3_2"), "pi-b");
    assertThat(crossings)
        .containsExactlyInAnyOrder(
            new Crossing("relu3_1_out", "pi-a", "pi-b", 4L * 256 * 56 * 56),
            new Crossing("relu3_2_out", "pi-b", "pi-a", 4L * 256 * 56 * 56));
    assertThat(Crossing.afterMove(vgg, all, "pi-a", List.of("conv3_2"), "pi-a")).isEmpty();
  }

  @Test
  void aPartOfASumIsNoSum() {
    assertThat(Reading.sum(List.of(Reading.of(1), Reading.of(2)))).isEqualTo(Reading.of(3));
    assertThat(Reading.sum(List.of(Reading.of(1), Reading.NONE))).isEqualTo(Reading.NONE);
    assertThat(Reading.sum(List.of(Reading.of(1), Reading.PENDING))).isEqualTo(Reading.PENDING);
    assertThat(Reading.sum(List.of())).isEqualTo(Reading.NONE);
  }

  @Test
  void captionsTellMeasuredFromPredicted() {
    Partition partition = SampleOverlays.runs(vgg, DEVICES);
    NetworkScene scene = scene(vgg, Set.of());
    ShownEdge edge =
        scene.graph().edges().stream()
            .filter(each -> each.to().equals("block conv5"))
            .findFirst()
            .orElseThrow();
    EdgeCaption measured = EdgeCaption.of(scene, edge, look(partition, true));
    assertThat(measured.crossing()).isTrue();
    assertThat(measured.first()).isEqualTo("pi-b → pi-c · 0.40 MB · 37 ms · 86 Mbit/s");
    assertThat(measured.second()).startsWith("predicted");
    EdgeCaption predicted = EdgeCaption.of(scene, edge, look(partition, false));
    assertThat(predicted.first()).isEqualTo("pi-b → pi-c · 0.40 MB");
    assertThat(predicted.second()).startsWith("predicted ").endsWith("measuring…");
    EdgeCaption whole =
        EdgeCaption.of(scene, edge, look(Partition.onOneDevice(vgg, "pi-a"), false));
    assertThat(whole).isEqualTo(new EdgeCaption(false, "0.40 MB", ""));
  }

  @Test
  void heatGoesFromZeroToTheLargestAndTellsWhatIsMissing() {
    ShownGraph graph = ShownGraph.of(vgg, Set.of());
    HeatScale macs = new HeatScale(graph, heat(HeatMode.MACS, false));
    ShownNode most =
        graph.nodes().stream().filter(node -> macs.share(node) == 1).findFirst().orElseThrow();
    assertThat(most.title()).startsWith("conv");
    assertThat(macs.least()).isEqualTo("0 MAC");
    assertThat(new HeatScale(graph, heat(HeatMode.LATENCY, false)).empty()).isTrue();
  }

  @Test
  void aLogarithmicScaleGivesEveryDecadeTheSameRoom() {
    Network chain = SampleNetworks.decades();
    ShownGraph graph = ShownGraph.of(chain, ShownGraph.atFirst(chain));
    HeatScale scale = new HeatScale(graph, heat(HeatMode.MACS, true));
    assertThat(graph.nodes().stream().filter(ShownNode::placeable).map(scale::share))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
        .containsExactly(0.0, 0.0, 1 / 3.0, 2 / 3.0, 1.0);
    assertThat(scale.least()).isEqualTo("1.0 kMAC");
    assertThat(scale.most()).isEqualTo("1.0 MMAC");
  }

  private static NetworkLook heat(HeatMode mode, boolean logarithmic) {
    return new NetworkLook(
        Palette.DARK,
        java.util.Map.of(),
        java.util.Optional.empty(),
        java.util.Optional.empty(),
        NetworkOverlay.NONE,
        mode,
        logarithmic);
  }

  @Test
  void thePictureIsAnSvgWithTitlesFiguresAndColours() {
    Partition partition = SampleOverlays.runs(vgg, DEVICES);
    NetworkOverlay overlay = SampleOverlays.times(vgg, partition, true);
    String svg = NetworkPicture.of(vgg, partition, DEVICES, overlay, Palette.LIGHT).document();
    assertThat(svg)
        .startsWith("<svg ")
        .contains("conv4  ×3 + pool")
        .contains("pi-b → pi-c")
        .contains("~122 ms")
        .contains(Palette.LIGHT.device(2).hex());
  }

  private NetworkLook look(Partition partition, boolean measured) {
    return new NetworkLook(
        Palette.DARK,
        Palette.DARK.deviceColours(DEVICES),
        java.util.Optional.of(partition),
        java.util.Optional.empty(),
        partition.placements().values().stream().distinct().count() > 1
            ? SampleOverlays.times(vgg, partition, measured)
            : NetworkOverlay.NONE,
        HeatMode.DEVICE,
        false);
  }

  private static NetworkScene scene(Network network, Set<String> expanded) {
    ShownGraph graph = ShownGraph.of(network, expanded);
    NetworkScene quick = new NetworkLayout(new ColumnLayout()).place(graph, true, Progress.NONE);
    assertThat(quick.provisional()).isTrue();
    return new NetworkLayout(new ElkLayout()).place(graph, false, Progress.NONE);
  }
}
