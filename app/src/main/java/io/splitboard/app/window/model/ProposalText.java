package io.splitboard.app.window.model;

import io.splitboard.core.codec.Codec;
import io.splitboard.core.partition.Partition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a proposal says besides where layers go: which devices take turns, which links pack. */
final class ProposalText {
  private static final int MOST_LINKS = 4;

  private ProposalText() {}

  /**
   * One line; empty if there is nothing to say.
   *
   * @param source the device where requests begin
   */
  static String of(Partition partition, String source) {
    List<String> parts = new ArrayList<>();
    for (String first : partition.replicas().keySet()) {
      parts.add(words(partition.team(first)) + " take turns");
    }
    Set<String> used = new LinkedHashSet<>(List.of(source));
    used.addAll(partition.devices());
    Map<Codec, List<String>> byCodec = new EnumMap<>(Codec.class);
    for (String from : used) {
      for (String to : used) {
        Codec codec = partition.codecs().of(from, to);
        if (codec != Codec.NONE && !from.equals(to)) {
          byCodec.computeIfAbsent(codec, key -> new ArrayList<>()).add(from + " → " + to);
        }
      }
    }
    byCodec.forEach(
        (codec, links) ->
            parts.add(
                links(links)
                    + (links.size() == 1 ? " packs with " : " pack with ")
                    + codec.word()));
    return String.join(" · ", parts);
  }

  private static String links(List<String> links) {
    return links.size() <= MOST_LINKS
        ? String.join(", ", links)
        : String.join(", ", links.subList(0, MOST_LINKS))
            + " and "
            + (links.size() - MOST_LINKS)
            + " more";
  }

  private static String words(List<String> team) {
    int last = team.size() - 1;
    return String.join(", ", team.subList(0, last)) + " and " + team.get(last);
  }
}
