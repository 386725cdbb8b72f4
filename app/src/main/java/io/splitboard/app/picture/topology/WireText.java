package io.splitboard.app.picture.topology;

import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.app.picture.topology.TopologyScene.Wire;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writing beside a connection. The arrows point as the connection is drawn.
 *
 * @param rates what each direction carries, measured where it is
 * @param state round trip and load, or where the rates came from, and how it packs
 * @param busy whether a direction is loaded so much that it deserves a look
 */
record WireText(String rates, String state, boolean busy) {

  private static final double BUSY = 0.75;

  static WireText of(Wire wire, boolean upright) {
    String forth = upright ? "↓ " : "→ ";
    String back = upright ? "↑ " : "← ";
    List<LinkCaption> links =
        Stream.of(wire.there(), wire.back()).flatMap(Optional::stream).toList();
    String rates =
        wire.there().map(link -> forth + rate(link) + "  ").orElse("")
            + wire.back().map(link -> back + rate(link) + "  ").orElse("")
            + "Mbit/s";
    boolean measured = links.stream().anyMatch(link -> link.measuredMbit().known());
    double busiest =
        links.stream().map(LinkCaption::busyShare).mapToDouble(Reading::value).max().orElse(0);
    boolean loadKnown = links.stream().anyMatch(link -> link.busyShare().known());
    String trip =
        links.stream()
            .map(LinkCaption::roundTripMs)
            .filter(Reading::known)
            .findFirst()
            .map(reading -> "rtt " + Units.ms(reading.value()))
            .orElse("");
    String last =
        loadKnown
            ? Units.percent(busiest) + " of link"
            : measured ? "measured" : links.get(0).origin();
    String codecs =
        links.stream()
            .map(LinkCaption::codec)
            .filter(codec -> !codec.isEmpty())
            .distinct()
            .collect(Collectors.joining(" and "));
    String state =
        Stream.of(trip, last, codecs)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" · "));
    return new WireText(rates, state, loadKnown && busiest >= BUSY);
  }

  private static String rate(LinkCaption link) {
    return link.measuredMbit().known()
        ? Units.significant(link.measuredMbit().value())
        : "(" + Units.significant(link.predictedMbit()) + ")";
  }
}
