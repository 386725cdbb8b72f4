package io.splitboard.app.window.model;

import io.splitboard.app.service.CheckReport;
import io.splitboard.app.service.Divergence;
import io.splitboard.app.service.LossyEffect;
import java.util.Locale;

/**
 * What is said about a check of a cut.
 *
 * @param sentence empty where there is nothing to say
 * @param tone whether that is good news
 */
public record CheckText(String sentence, Figure.Tone tone) {

  /** The line of the result card. */
  public static CheckText of(CheckModel check) {
    if (check.runningProperty().get()) {
      return new CheckText(
          "checking this cut: " + lower(check.stepProperty().get()) + "…", Figure.Tone.NEUTRAL);
    }
    if (!check.problemProperty().get().isEmpty()) {
      return new CheckText("not checked: " + check.problemProperty().get(), Figure.Tone.BAD);
    }
    CheckReport report = check.reportProperty().get();
    return report == null ? new CheckText("", Figure.Tone.NEUTRAL) : of(report);
  }

  static CheckText of(CheckReport report) {
    if (report.outcome().equal() && report.lossy().isPresent()) {
      return of(report.lossy().get());
    }
    String difference = ": max |diff| " + number(report.outcome().maxAbsDiff());
    if (report.outcome().bitExact()) {
      return new CheckText("this cut: equal bit for bit", Figure.Tone.GOOD);
    }
    if (report.outcome().equal()) {
      return new CheckText(
          "this cut: within " + number(report.tolerance()) + difference, Figure.Tone.GOOD);
    }
    return new CheckText(
        "this cut: differs"
            + difference
            + report.divergence().map(at -> ", first at " + at.layer()).orElse(""),
        Figure.Tone.BAD);
  }

  private static CheckText of(LossyEffect lossy) {
    return lossy.links().stream()
        .filter(link -> !link.ok())
        .findFirst()
        .map(link -> new CheckText("this cut: " + link.overrun(), Figure.Tone.BAD))
        .orElseGet(
            () ->
                new CheckText(
                    "this cut: equal without loss; lossy links change results by up to "
                        + number(lossy.outcome().maxAbsDiff())
                        + " of "
                        + number(lossy.outcome().maxAbsOutput()),
                    lossy.ok() ? Figure.Tone.GOOD : Figure.Tone.BAD));
  }

  /** Where results first differ: device, part, error and tolerance. */
  public static String sentence(Divergence at, double tolerance) {
    return "First result that differs from the whole network's: on %s, %s, by up to %s of %s (allowed: %s)."
        .formatted(
            at.device(),
            at.fragment(),
            number(at.maxAbsDiff()),
            number(at.maxAbsValue()),
            tolerance == 0 ? "no bit" : number(tolerance * at.maxAbsValue()));
  }

  /** The largest error, as short as a badge. */
  public static String badge(Divergence at) {
    return "≠ " + number(at.maxAbsDiff());
  }

  private static String lower(String step) {
    return step.isEmpty() ? "" : step.substring(0, 1).toLowerCase(Locale.ROOT) + step.substring(1);
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
  }
}
