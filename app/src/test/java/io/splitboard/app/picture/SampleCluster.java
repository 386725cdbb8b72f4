package io.splitboard.app.picture;

import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import java.util.ArrayList;
import java.util.List;

/** Devices and links made by hand, for tests of pictures. */
public final class SampleCluster {

  private SampleCluster() {}

  /** Devices pi-a, pi-b and so on; the second is the source, the third has a warning. */
  public static List<DeviceCard> cards(int count, boolean live) {
    List<DeviceCard> cards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DeviceCard.Live now =
          live
              ? new DeviceCard.Live(
                  Reading.of(0.97 - 0.03 * i), Reading.of(0.31 + 0.05 * i), Reading.of(61 + 4 * i))
              : DeviceCard.Live.NONE;
      cards.add(
          new DeviceCard(
              "pi-" + (char) ('a' + i),
              "Pi 4B",
              i == 1,
              now,
              new DeviceCard.Plan(12, List.of(), 45_000_000, 300_000_000, 3_200_000_000L),
              live && i == 2 ? List.of("throttled") : List.of(),
              i == 4 ? "pi-e cannot be reached: check its cable." : ""));
    }
    return cards;
  }

  /** Links between the second device and each other, both directions. */
  public static List<LinkCaption> links(List<DeviceCard> cards, boolean live) {
    List<LinkCaption> links = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      if (i != 1) {
        links.add(link(cards.get(i).id(), cards.get(1).id(), live, i));
        links.add(link(cards.get(1).id(), cards.get(i).id(), live, i));
      }
    }
    return links;
  }

  private static LinkCaption link(String from, String to, boolean live, int i) {
    return new LinkCaption(
        from,
        to,
        i == 2 ? 108 : 939,
        live ? Reading.of(i == 2 ? 88 : 412) : Reading.NONE,
        live ? Reading.of(i == 2 ? 2.1 : 0.24) : Reading.NONE,
        live ? Reading.of(i == 2 ? 0.81 : 0.44) : Reading.NONE,
        i == 2 ? "lz4" : "",
        List.of(),
        "catalogue",
        "");
  }
}
