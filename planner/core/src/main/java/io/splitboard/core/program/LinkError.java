package io.splitboard.core.program;

import io.splitboard.core.codec.CodecError;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The error that a lossy codec made on one link, and what is allowed there.
 *
 * @param from id of the sender
 * @param to id of the receiver
 * @param codec its name
 * @param budget largest error that is allowed
 * @param seen largest error that any message had
 * @param tensor of the message with the largest error by the budget's measure
 */
public record LinkError(
    String from, String to, String codec, ErrorBudget budget, CodecError seen, String tensor) {

  /**
   * Of every link of a program that packs with a lossy codec, in the order of first use.
   *
   * @param codecs of the design; says what is allowed
   * @param seen largest error of each transfer, by its id; none where it is absent
   */
  public static List<LinkError> of(
      Program program, LinkCodecs codecs, Map<String, CodecError> seen) {
    Map<String, LinkError> links = new LinkedHashMap<>();
    for (Transfer transfer : program.transfers()) {
      codecs
          .budget(transfer.from(), transfer.to())
          .filter(budget -> !transfer.codec().isLossless())
          .map(budget -> of(transfer, budget, seen.getOrDefault(transfer.id(), CodecError.NONE)))
          .ifPresent(error -> links.merge(error.link(), error, LinkError::and));
    }
    return new ArrayList<>(links.values());
  }

  private static LinkError of(Transfer transfer, ErrorBudget budget, CodecError seen) {
    return new LinkError(
        transfer.from(),
        transfer.to(),
        transfer.codec().word(),
        budget,
        seen,
        transfer.fragment().tensor());
  }

  /** The same link with the errors of further messages. */
  private LinkError and(LinkError other) {
    boolean worse = budget.seen(other.seen) > budget.seen(seen);
    return new LinkError(
        from, to, codec, budget, seen.and(other.seen), worse ? other.tensor : tensor);
  }

  /** {@code a→b}. */
  public String link() {
    return from + "→" + to;
  }

  /** The largest error by the budget's measure. */
  public double error() {
    return budget.seen(seen);
  }

  /** Whether the link keeps its budget. */
  public boolean ok() {
    return budget.allows(seen);
  }

  /** What was seen and what is allowed. */
  public String words() {
    return "%s, lossy: error up to %s, allowed %s"
        .formatted(codec, budget.words(error()), budget.words(budget.allowed()));
  }

  /** What is told where the budget is overrun. */
  public String overrun() {
    return "Link %s changed tensor %s by up to %s with %s, more than its budget of %s allows: allow more, or pack it without loss."
        .formatted(link(), tensor, budget.words(error()), codec, budget.words(budget.allowed()));
  }
}
