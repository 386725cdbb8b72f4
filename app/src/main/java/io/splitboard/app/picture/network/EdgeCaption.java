package io.splitboard.app.picture.network;

import io.splitboard.app.picture.paint.Units;
import io.splitboard.core.network.Network;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writing beside an arrow.
 *
 * @param crossing whether something crosses between devices, which makes the first line important
 * @param first bytes, and for crossings the time and rate
 * @param second what was predicted, or empty
 */
record EdgeCaption(boolean crossing, String first, String second) {

  static EdgeCaption of(NetworkScene scene, ShownEdge edge, NetworkLook look) {
    Network network = scene.graph().network();
    Set<String> readers = new LinkedHashSet<>(scene.node(edge.to()).layers());
    List<Crossing> crossings =
        look.partition()
            .map(partition -> Crossing.of(network, partition, edge.tensors(), readers))
            .orElse(List.of());
    List<EdgeOverlay> known = overlays(edge, look, readers);
    if (crossings.isEmpty() && known.isEmpty()) {
      return new EdgeCaption(false, Units.bytes(edge.bytes()), "");
    }
    Reading measured = Reading.sum(known.stream().map(EdgeOverlay::measuredMs).toList());
    Reading predicted = Reading.sum(known.stream().map(EdgeOverlay::predictedMs).toList());
    String start = ways(crossings, known) + Units.bytes(bytes(crossings, known));
    if (measured.known()) {
      return new EdgeCaption(
          true,
          start + " · " + Units.ms(measured.value()) + rate(known),
          predicted.known() ? "predicted " + Units.ms(predicted.value()) : "measured");
    }
    String second = predicted.known() ? "predicted " + Units.ms(predicted.value()) : "";
    return new EdgeCaption(
        true, start, measured.state() == Reading.State.PENDING ? second + " · measuring…" : second);
  }

  private static List<EdgeOverlay> overlays(ShownEdge edge, NetworkLook look, Set<String> readers) {
    Set<String> to =
        look.partition()
            .map(
                partition ->
                    readers.stream()
                        .map(partition.placements()::get)
                        .filter(placement -> placement != null)
                        .flatMap(placement -> placement.devices().stream())
                        .collect(Collectors.toSet()))
            .orElse(Set.of());
    return look.overlay().edges().stream()
        .filter(overlay -> edge.tensors().contains(overlay.tensor()))
        .filter(overlay -> to.isEmpty() || to.contains(overlay.to()))
        .toList();
  }

  private static String ways(List<Crossing> crossings, List<EdgeOverlay> known) {
    Set<String> ways = new LinkedHashSet<>();
    known.forEach(overlay -> ways.add(overlay.from() + " → " + overlay.to()));
    if (known.isEmpty()) {
      crossings.forEach(crossing -> ways.add(crossing.from() + " → " + crossing.to()));
    }
    return ways.size() == 1 ? ways.iterator().next() + " · " : ways.size() + " transfers · ";
  }

  private static long bytes(List<Crossing> crossings, List<EdgeOverlay> known) {
    return known.isEmpty()
        ? crossings.stream().mapToLong(Crossing::bytes).sum()
        : known.stream().mapToLong(EdgeOverlay::bytes).sum();
  }

  private static String rate(List<EdgeOverlay> known) {
    List<Reading> rates =
        known.stream().map(EdgeOverlay::measuredMbit).filter(Reading::known).toList();
    double slowest = rates.stream().mapToDouble(Reading::value).min().orElse(0);
    return rates.isEmpty() ? "" : " · " + Units.mbit(slowest);
  }
}
