package io.splitboard.app.window.model;

import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.CodecError;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.program.Program;
import io.splitboard.fleet.DeviceTelemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said about how a link packs.
 *
 * @param codec for the link's caption; empty where everything travels as it is
 * @param lines all that is known; empty where nothing is sent
 * @param problem a sentence where a lossy codec overran its budget, or empty
 */
record PackingText(String codec, List<String> lines, String problem) {

  private static final PackingText NOTHING = new PackingText("", List.of(), "");

  /**
   * Of one link.
   *
   * @param choice how it packs; empty if it sends nothing
   * @param program what is shown
   * @param codecs of the shown design
   * @param live latest reports; empty while nothing is live
   */
  static PackingText of(
      Optional<LinkCodecChoice> choice,
      Optional<Program> program,
      LinkCodecs codecs,
      Optional<Map<String, DeviceTelemetry>> live) {
    if (choice.isEmpty() || program.isEmpty()) {
      return NOTHING;
    }
    LinkCodecChoice shown = choice.get();
    String codec = shown.codec() == Codec.NONE ? "" : shown.codec().word();
    String from = shown.link().from();
    String to = shown.link().to();
    Optional<ErrorBudget> budget = codecs.budget(from, to);
    if (shown.codec().isLossless() || budget.isEmpty()) {
      return new PackingText(codec, shown.lines(), "");
    }
    List<String> lines = new ArrayList<>(shown.lines());
    Map<String, CodecError> seen = seen(live);
    Optional<LinkError> error =
        LinkError.of(program.get(), codecs, seen).stream()
            .filter(link -> link.from().equals(from) && link.to().equals(to))
            .filter(link -> sent(program.get(), link, seen))
            .findFirst();
    lines.add(
        error
            .map(LinkError::words)
            .orElse("lossy: allowed error " + budget.get().words(budget.get().allowed())));
    return new PackingText(
        codec + " (lossy)",
        lines,
        error.filter(link -> !link.ok()).map(LinkError::overrun).orElse(""));
  }

  private static boolean sent(Program program, LinkError link, Map<String, CodecError> seen) {
    return program.transfers().stream()
        .filter(one -> one.from().equals(link.from()) && one.to().equals(link.to()))
        .anyMatch(one -> seen.containsKey(one.id()));
  }

  private static Map<String, CodecError> seen(Optional<Map<String, DeviceTelemetry>> live) {
    Map<String, CodecError> seen = new HashMap<>();
    live.ifPresent(devices -> devices.values().forEach(each -> seen.putAll(each.codecErrors())));
    return seen;
  }
}
