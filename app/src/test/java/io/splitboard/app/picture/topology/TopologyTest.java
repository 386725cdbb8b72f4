package io.splitboard.app.picture.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitboard.app.picture.SampleCluster;
import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.paint.Bounds;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.Point;
import io.splitboard.app.picture.paint.SvgPainter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopologyTest {

  private static final Bounds AREA = new Bounds(0, 0, 540, 250);

  @Property
  void cardsNeverOverlap(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 200, max = 1600) int width,
      @ForAll @IntRange(min = 150, max = 900) int height) {
    List<String> ids = SampleCluster.cards(count, false).stream().map(DeviceCard::id).toList();
    Map<String, Bounds> places =
        TopologyLayout.place(ids, ids.get(0), new Bounds(0, 0, width, height), Map.of());
    List<Bounds> boxes = List.copyOf(places.values());
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(boxes.get(i).intersects(boxes.get(j))).as("cards %d and %d", j, i).isFalse();
      }
    }
  }

  @Test
  void theSourceIsAtTheBottomAndMovedCardsStay() {
    List<String> ids = List.of("pi-a", "pi-b", "pi-c");
    Map<String, Bounds> places =
        TopologyLayout.place(ids, "pi-b", AREA, Map.of("pi-c", new Point(7, 9)));
    assertThat(places.get("pi-b").y()).isGreaterThan(places.get("pi-a").y());
    assertThat(places.get("pi-c").x()).isEqualTo(7);
    assertThat(places.get("pi-c").y()).isEqualTo(9);
  }

  @Test
  void bothDirectionsAreOneWireThatCanBeFound() {
    List<DeviceCard> cards = SampleCluster.cards(3, true);
    Map<String, Bounds> places =
        TopologyLayout.place(List.of("pi-a", "pi-b", "pi-c"), "pi-b", AREA, Map.of());
    TopologyScene scene = TopologyScene.of(cards, SampleCluster.links(cards, true), places);
    assertThat(scene.wires()).hasSize(2);
    TopologyScene.Wire wire = scene.wires().get(0);
    assertThat(wire.there()).isPresent();
    assertThat(wire.back()).isPresent();
    assertThat(scene.wireAt(wire.route().get(8), 3)).contains(wire);
    assertThat(scene.deviceAt(new Point(places.get("pi-a").centreX(), places.get("pi-a").y() + 3)))
        .contains("pi-a");
  }

  @Test
  void captionsSayWhetherARateWasMeasured() {
    List<DeviceCard> cards = SampleCluster.cards(3, true);
    Map<String, Bounds> places =
        TopologyLayout.place(List.of("pi-a", "pi-b", "pi-c"), "pi-b", AREA, Map.of());
    TopologyScene live = TopologyScene.of(cards, SampleCluster.links(cards, true), places);
    assertThat(WireText.of(live.wires().get(0), false))
        .isEqualTo(new WireText("→ 412  ← 412  Mbit/s", "rtt 0.24 ms · 44 % of link", false));
    assertThat(WireText.of(live.wires().get(1), false).busy()).isTrue();
    TopologyScene planned = TopologyScene.of(cards, SampleCluster.links(cards, false), places);
    assertThat(WireText.of(planned.wires().get(0), false))
        .isEqualTo(new WireText("→ (939)  ← (939)  Mbit/s", "catalogue", false));
  }

  @Test
  void captionsSayHowALinkPacks() {
    List<DeviceCard> cards = SampleCluster.cards(2, false);
    List<String> ids = cards.stream().map(DeviceCard::id).toList();
    List<LinkCaption> links = List.of(link("pi-a", "pi-b", ""), link("pi-b", "pi-a", "lz4"));
    TopologyScene scene =
        TopologyScene.of(cards, links, TopologyLayout.place(ids, "pi-b", AREA, Map.of()));
    assertThat(WireText.of(scene.wires().get(0), false).state()).isEqualTo("catalogue · lz4");
  }

  private static LinkCaption link(String from, String to, String codec) {
    return new LinkCaption(
        from, to, 9, Reading.NONE, Reading.NONE, Reading.NONE, codec, List.of(), "catalogue", "");
  }

  @Test
  void captionsThatStandAboveOrBelowAllCardsBelongToThePicture() {
    List<DeviceCard> cards = SampleCluster.cards(4, false);
    List<String> ids = cards.stream().map(DeviceCard::id).toList();
    List<LinkCaption> links = new ArrayList<>();
    for (String from : ids) {
      for (String to : ids) {
        if (!from.equals(to)) {
          links.add(
              new LinkCaption(
                  from,
                  to,
                  939,
                  Reading.NONE,
                  Reading.NONE,
                  Reading.NONE,
                  "",
                  List.of(),
                  "catalogue",
                  ""));
        }
      }
    }
    TopologyScene scene =
        TopologyScene.of(cards, links, TopologyLayout.place(ids, "pi-b", AREA, Map.of()));
    TopologyPainter painter = new TopologyPainter(scene, Palette.DARK, Map.of());
    Bounds bounds = painter.bounds();
    SvgPainter picture = new SvgPainter();
    painter.paint(picture);
    Matcher text =
        Pattern.compile("<text[^>]* y=\"([-0-9.]+)\"")
            .matcher(picture.picture("devices", 600, 300).body());
    int texts = 0;
    while (text.find()) {
      texts++;
      assertThat(Double.parseDouble(text.group(1))).isBetween(bounds.y(), bounds.maxY());
    }
    assertThat(texts).isGreaterThan(16);
    assertThat(bounds.y()).isLessThan(scene.bounds().y());
  }
}
