package io.splitboard.app.service.solving;

import io.splitboard.core.UserException;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A method of looking for partitions, as people choose it. */
public enum Method {
  /** Every kind of placement mixed, from what the other methods find. */
  HYBRID("Best of all (hybrid)", "heuristic"),
  /** Whole layers on any device, by an integer program. */
  LAYERS("Layer assignment", "CP-SAT"),
  /** Consecutive layers on devices in series. */
  PIPELINE("Pipeline", "dynamic program"),
  /** Rows around a host, boundaries first. */
  ROWS("Rows with overlap", "simulated search"),
  /** Every layer's channels. */
  CHANNELS("Channels in pairs", "simulated search"),
  /** Whole layers whose weights each request loads, by an integer program. */
  PRELOAD("Pre-loading", "CP-SAT");

  private final String title;
  private final String engine;

  Method(String title, String engine) {
    this.title = title;
    this.engine = engine;
  }

  /** For menus. */
  public String title() {
    return title;
  }

  /** What it searches with, in a few words. */
  public String engine() {
    return engine;
  }

  /** For commands and files: {@code layers}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The method of a word.
   *
   * @throws UserException if there is none
   */
  public static Method of(String word) {
    return Arrays.stream(values())
        .filter(method -> method.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no method "
                        + word
                        + ": choose "
                        + Arrays.stream(values())
                            .map(Method::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /**
   * The method for those who choose none: whole layers where the integer program proves them best,
   * that is for times without limits, else everything mixed.
   */
  public static Method usual(Design design) {
    return design.objective().isTime() && !design.constraints().hasLimits() ? LAYERS : HYBRID;
  }

  /** Why a design cannot be asked of the method; empty if it can. */
  public Optional<String> whyNot(Design design) {
    Objective objective = design.objective();
    Constraints limits = design.constraints();
    return switch (this) {
      case HYBRID, ROWS, CHANNELS -> Optional.empty();
      case LAYERS ->
          objective.isTime() || objective == Objective.ENERGY
              ? Optional.empty()
              : Optional.of("knows latency, throughput and energy");
      case PIPELINE ->
          objective != Objective.THROUGHPUT
              ? Optional.of("knows throughput")
              : limits.linkBudgets().isEmpty()
                  ? Optional.empty()
                  : Optional.of("keeps no link budgets");
      case PRELOAD ->
          objective != Objective.LATENCY && objective != Objective.ENERGY
              ? Optional.of("knows latency and energy")
              : limits.shareLimits().isEmpty() && limits.linkBudgets().isEmpty()
                  ? Optional.empty()
                  : Optional.of("keeps no limits of shares and links");
    };
  }
}
