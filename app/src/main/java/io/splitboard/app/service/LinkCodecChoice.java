package io.splitboard.app.service;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecCost;
import io.splitboard.core.codec.CodecCosts;
import io.splitboard.core.codec.TensorCodecs;
import io.splitboard.core.profile.Profile;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What can be chosen for one link of a program.
 *
 * @param link with the rate that is known best
 * @param codec how the program packs on it
 * @param bytes of tensors that it carries for one request
 * @param costs of each codec on these tensors, as measured; empty where they were not
 */
public record LinkCodecChoice(Link link, Codec codec, long bytes, CodecCosts costs) {

  /** All links that a program uses, in the order of first use. */
  public static List<LinkCodecChoice> of(Program program, Cluster cluster, Profile profile) {
    Map<List<String>, List<Transfer>> byLink = new LinkedHashMap<>();
    for (Transfer transfer : program.transfers()) {
      byLink
          .computeIfAbsent(List.of(transfer.from(), transfer.to()), ends -> new ArrayList<>())
          .add(transfer);
    }
    List<LinkCodecChoice> choices = new ArrayList<>();
    for (Link link : profile.linksOf(cluster)) {
      List<Transfer> sent = byLink.get(List.of(link.from(), link.to()));
      if (sent != null) {
        choices.add(of(link, sent, cluster, profile));
      }
    }
    return choices;
  }

  private static LinkCodecChoice of(
      Link link, List<Transfer> sent, Cluster cluster, Profile profile) {
    List<TensorCodecs.Amount> amounts =
        sent.stream()
            .map(one -> new TensorCodecs.Amount(one.fragment().tensor(), one.bytes()))
            .toList();
    CodecCosts costs =
        profile.codecs().together(amounts, cluster.device(link.from()), cluster.device(link.to()));
    double bytes = sent.stream().mapToDouble(Transfer::bytesPerRequest).sum();
    return new LinkCodecChoice(link, sent.get(0).codec(), Math.round(bytes), costs);
  }

  /** Whether it is about the link between two devices, in this direction. */
  public boolean isOf(String from, String to) {
    return link.from().equals(from) && link.to().equals(to);
  }

  /** What makes its transfers shortest; as they are where nothing was measured. */
  public CodecCost quickest() {
    return costs.best(link);
  }

  /** What is said about the codec that the link has; figures are measured on this computer. */
  public String sentence() {
    return String.join(", ", lines());
  }

  /** The same in one or two lines. */
  public List<String> lines() {
    String subject =
        codec == Codec.NONE
            ? "as it is"
            : "packed with " + codec.word() + (codec.isLossless() ? "" : ", lossy");
    Optional<CodecCost> own = cost(codec);
    if (own.isPresent()) {
      return List.of(subject + ": " + ratio(own.get()), pays(own.get()));
    }
    if (codec != Codec.NONE) {
      return List.of(subject, "not measured: counts as none");
    }
    CodecCost best = quickest();
    return best.codec() == Codec.NONE
        ? List.of(subject)
        : List.of(
            subject + "; quicker with " + best.codec().word() + ": " + ratio(best), pays(best));
  }

  /** What is measured of a codec, in a few words. */
  public static String figures(CodecCost cost) {
    return ratio(cost) + ", " + pays(cost);
  }

  private static String ratio(CodecCost cost) {
    return String.format(Locale.ROOT, "%.0f %% of the bytes", 100 * cost.ratio());
  }

  private static String pays(CodecCost cost) {
    double rate = cost.breakEvenMbitPerSecond();
    if (rate == 0) {
      return "never pays (measured)";
    }
    return Double.isInfinite(rate)
        ? "always pays (measured)"
        : String.format(Locale.ROOT, "pays below %,.0f Mbit/s (measured)", rate);
  }

  /** What a codec costs here; empty if that was not measured. */
  public Optional<CodecCost> cost(Codec wanted) {
    return costs.costs().stream().filter(cost -> cost.codec() == wanted).findFirst();
  }
}
