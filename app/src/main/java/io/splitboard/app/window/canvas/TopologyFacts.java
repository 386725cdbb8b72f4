package io.splitboard.app.window.canvas;

import io.splitboard.app.picture.network.Reading;
import io.splitboard.app.picture.paint.Units;
import io.splitboard.app.picture.topology.DeviceCard;
import io.splitboard.app.picture.topology.LinkCaption;
import io.splitboard.app.picture.topology.TopologyScene.Wire;
import io.splitboard.app.window.canvas.FactsCard.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is told of devices and links when the pointer rests on them. */
final class TopologyFacts {

  private TopologyFacts() {}

  /** What is known about a device. */
  static FactsCard of(DeviceCard card) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("model", card.model() + (card.source() ? " (source)" : "")));
    facts.add(new Fact("cpu now", share(card.live().cpuShare())));
    facts.add(new Fact("memory now", share(card.live().memoryShare())));
    Reading celsius = card.live().celsius();
    facts.add(
        new Fact(
            "temperature",
            celsius.known() ? Math.round(celsius.value()) + " °C" : "the device does not say"));
    facts.add(new Fact("layers", String.valueOf(card.plan().layers())));
    if (!card.plan().team().isEmpty()) {
      facts.add(new Fact("in turns", String.join(", ", card.plan().team())));
    }
    facts.add(new Fact("weights", Units.bytes(card.plan().weightBytes())));
    facts.add(
        new Fact(
            "memory, predicted",
            Units.bytes(card.plan().memoryBytes())
                + (card.plan().memoryLimitBytes() > 0
                    ? " of " + Units.bytes(card.plan().memoryLimitBytes())
                    : "")));
    if (!card.warnings().isEmpty()) {
      facts.add(new Fact("state", String.join(", ", card.warnings())));
    }
    return new FactsCard(card.id(), facts, card.problem());
  }

  private static String share(Reading reading) {
    return switch (reading.state()) {
      case NONE -> "no data";
      case PENDING -> "awaited";
      case KNOWN -> Units.percent(reading.value());
    };
  }

  /** What is known about the links between two devices. */
  static FactsCard of(Wire wire) {
    List<Fact> facts = new ArrayList<>();
    List<LinkCaption> both =
        Stream.of(wire.there(), wire.back()).flatMap(Optional::stream).toList();
    for (LinkCaption link : both) {
      String measured =
          link.measuredMbit().known() ? Units.mbit(link.measuredMbit().value()) : "no data";
      facts.add(
          new Fact(
              link.from() + " → " + link.to(),
              Units.mbit(link.predictedMbit()) + " (" + link.origin() + "), measured " + measured));
      facts.add(new Fact("  busy", share(link.busyShare())));
      String name = "  sends";
      for (String line : link.packing()) {
        facts.add(new Fact(name, line));
        name = "";
      }
    }
    String problem =
        both.stream().map(LinkCaption::problem).filter(p -> !p.isEmpty()).findFirst().orElse("");
    return new FactsCard(wire.first() + " and " + wire.second(), facts, problem);
  }
}
