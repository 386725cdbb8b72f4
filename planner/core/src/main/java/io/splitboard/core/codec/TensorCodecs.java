package io.splitboard.core.codec;

import io.splitboard.core.cluster.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Codecs as they were measured on a network's own tensors: ratios are those of these tensors, times
 * those of the computer on which they were packed.
 *
 * @param costs by tensor; a tensor that was not measured is absent
 */
public record TensorCodecs(Map<String, List<CodecCost>> costs) {

  /** Nothing was measured. */
  public static final TensorCodecs NONE = new TensorCodecs(Map.of());

  private static final double MEGA = 1e6;

  /** A tensor and how many bytes of it are meant. */
  public record Amount(String tensor, long bytes) {}

  /** Copies the map. */
  public TensorCodecs {
    costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
  }

  /** What a codec costs on a tensor; empty if that was not measured. */
  public Optional<CodecCost> cost(String tensor, Codec codec) {
    if (codec == Codec.NONE) {
      return Optional.of(CodecCost.NONE);
    }
    return costs.getOrDefault(tensor, List.of()).stream()
        .filter(cost -> cost.codec() == codec)
        .findFirst();
  }

  /** The codecs that were measured on any tensor. */
  public List<Codec> codecs() {
    return costs.values().stream()
        .flatMap(List::stream)
        .map(CodecCost::codec)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Whether every codec was measured that each computer has. Profiles from before there was float16
   * lack it.
   */
  public boolean isComplete() {
    return codecs().contains(Codec.FLOAT16);
  }

  /** The same, with what others measured of codecs that are missing here. */
  public TensorCodecs and(TensorCodecs others) {
    if (costs.isEmpty() || others.costs.isEmpty()) {
      return costs.isEmpty() ? others : this;
    }
    Map<String, List<CodecCost>> both = new LinkedHashMap<>(costs);
    others.costs.forEach(
        (tensor, further) -> {
          List<CodecCost> known = new ArrayList<>(costs.getOrDefault(tensor, List.of()));
          further.stream().filter(cost -> cost(tensor, cost.codec()).isEmpty()).forEach(known::add);
          both.put(tensor, known);
        });
    return new TensorCodecs(both);
  }

  /**
   * What each codec that was measured on all of some tensors costs on all of them together, between
   * two devices.
   */
  public CodecCosts together(Collection<Amount> amounts, Device sender, Device receiver) {
    return new CodecCosts(
        codecs().stream()
            .flatMap(codec -> together(amounts, codec).stream())
            .map(cost -> cost.between(sender, receiver))
            .toList());
  }

  private Optional<CodecCost> together(Collection<Amount> amounts, Codec codec) {
    double bytes = 0;
    double wire = 0;
    double packMs = 0;
    double unpackMs = 0;
    for (Amount amount : amounts) {
      Optional<CodecCost> cost = cost(amount.tensor(), codec);
      if (cost.isEmpty()) {
        return Optional.empty();
      }
      bytes += amount.bytes();
      wire += cost.get().ratio() * amount.bytes();
      packMs += cost.get().packMsPerMegabyte() * amount.bytes() / MEGA;
      unpackMs += cost.get().unpackMsPerMegabyte() * amount.bytes() / MEGA;
    }
    return bytes == 0
        ? Optional.empty()
        : Optional.of(
            new CodecCost(codec, wire / bytes, packMs * MEGA / bytes, unpackMs * MEGA / bytes));
  }
}
