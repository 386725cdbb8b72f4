package io.splitboard.fleet.agent;

import io.splitboard.core.codec.Codec;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Transfer;
import io.splitboard.protocol.codec.Codecs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which codecs both ends of each transfer have. A codec that one lacks is left out, and that is
 * said; it is no failure.
 *
 * @param codecs names of the codecs of each device, by its id
 */
public record CodecAgreement(Map<String, List<String>> codecs) {

  /** Copies the map. */
  public CodecAgreement {
    codecs = Map.copyOf(codecs);
  }

  /** The codec that was wished if both ends have it, else none. */
  public Codec of(Transfer transfer) {
    boolean both = has(transfer.from(), transfer.codec()) && has(transfer.to(), transfer.codec());
    return both ? transfer.codec() : Codec.NONE;
  }

  private boolean has(String device, Codec codec) {
    return codec == Codec.NONE || codecs.getOrDefault(device, List.of()).contains(codec.word());
  }

  /** A sentence for each device that lacks a codec which a program wishes for. */
  public List<String> lacking(Program program) {
    Set<String> sentences = new LinkedHashSet<>();
    for (Transfer transfer : program.transfers()) {
      for (String device : List.of(transfer.from(), transfer.to())) {
        if (!has(device, transfer.codec())) {
          String codec = transfer.codec().word();
          sentences.add(
              "%s cannot pack with %s, so its tensors travel as they are: %s."
                  .formatted(device, codec, Codecs.remedy(codec)));
        }
      }
    }
    return new ArrayList<>(sentences);
  }
}
