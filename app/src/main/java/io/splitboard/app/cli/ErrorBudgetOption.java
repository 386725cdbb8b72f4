package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.codec.ErrorBudget;
import io.splitboard.core.codec.LinkCodecs;
import picocli.CommandLine.Option;

/** Says what error a lossy codec may make. */
final class ErrorBudgetOption {

  @Option(
      names = "--error-budget",
      paramLabel = "relative=X|absolute=X",
      description =
          "The largest error that a lossy codec may make on a link: a share of the largest value of "
              + "what travels, or a difference.")
  private String text;

  /** One codec for all links, within the budget where it is lossy. */
  LinkCodecs codecs(Codec codec) {
    if (codec.isLossless() != (text == null)) {
      throw new UserException(
          codec.isLossless()
              ? "Codec %s is lossless, so it needs no --error-budget: leave that out."
                  .formatted(codec.word())
              : "Codec %s is lossy: say with --error-budget what error a link may make, for example relative=%s."
                  .formatted(codec.word(), codec.guarantee().allowed()));
    }
    return text == null ? LinkCodecs.all(codec) : LinkCodecs.all(codec, ErrorBudget.of(text));
  }

  /** Whether it was given. */
  boolean isGiven() {
    return text != null;
  }
}
