package io.splitboard.app.window.model;

import io.splitboard.app.service.RunAgreement;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.core.program.LinkError;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.core.tensor.TensorStatistics;
import io.splitboard.core.tensor.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides what the result card says.
 *
 * @param title what is shown
 * @param lines names and values
 * @param equality how the results compare with the whole network's
 * @param tone whether that is good news
 */
public record ResultText(String title, List<Line> lines, String equality, Figure.Tone tone) {
  private static final int TOP = 5;
  private static final int LEAST_CLASSES = 5;

  /** A name and its value. */
  public record Line(String name, String value) {}

  /** The card for a deployment's run. */
  public static ResultText of(RunModel run) {
    Map<String, TensorData> outputs = run.outputsProperty().get();
    RunOutcome outcome = run.outcomeProperty().get();
    if (outputs.isEmpty()) {
      return new ResultText(
          "Result",
          List.of(),
          run.stateProperty().get() == RunModel.State.RUNNING
              ? "Waiting for the first result…"
              : "No result yet: Deploy runs the design and shows its answers here.",
          Figure.Tone.NEUTRAL);
    }
    Map.Entry<String, TensorData> first =
        outputs.entrySet().stream().min(Map.Entry.comparingByKey()).orElseThrow();
    TensorData data = first.getValue();
    boolean classes = classes(data);
    return new ResultText(
        (classes ? "Best of " : "Statistics of ") + first.getKey(),
        classes ? top(data, run.labels()) : statistics(data),
        outcome == null ? soFar(run.agreementProperty().get()) : equality(outcome),
        tone(outcome));
  }

  /** Whether a tensor is one list of scores: all dimensions but the last are 1. */
  private static boolean classes(TensorData data) {
    int rank = data.shape().rank();
    long last = rank == 0 ? 1 : data.shape().size(rank - 1);
    return last >= LEAST_CLASSES && last == data.shape().elements();
  }

  private static List<Line> top(TensorData data, List<String> labels) {
    List<Line> lines = new ArrayList<>();
    for (TopK.Entry entry : TopK.of(data, TOP, labels)) {
      lines.add(new Line(entry.label(), number(entry.value())));
    }
    return lines;
  }

  private static List<Line> statistics(TensorData data) {
    TensorStatistics statistics = TensorStatistics.of(data);
    return List.of(
        new Line("smallest", number(statistics.min())),
        new Line("largest", number(statistics.max())),
        new Line("mean", number(statistics.mean())),
        new Line("standard deviation", number(statistics.deviation())));
  }

  /** What the comparison of each result has shown while the run goes on. */
  static String soFar(RunAgreement agreement) {
    if (agreement.results() == 0) {
      return "no result compared with the whole network yet";
    }
    String results =
        String.format(Locale.ROOT, "%,d", agreement.results())
            + (agreement.results() == 1 ? " result" : " results");
    return (agreement.bitExact() ? results + " equal so far" : results + " so far, some differ")
        + ": max |diff| "
        + number(agreement.maxAbsDiff());
  }

  private static String equality(RunOutcome outcome) {
    if (outcome.completed() == 0) {
      return "no request completed";
    }
    String difference = "max |diff| " + number(outcome.maxAbsDiff());
    if (!outcome.linkErrors().isEmpty() && !outcome.bitExact()) {
      return outcome.linkErrors().stream()
          .filter(link -> !link.ok())
          .findFirst()
          .map(LinkError::overrun)
          .orElse("lossy links keep their budgets: " + difference);
    }
    return outcome.bitExact()
        ? "equal to the whole network: " + difference
        : "differs from the whole network: " + difference;
  }

  static Figure.Tone tone(RunOutcome outcome) {
    if (outcome == null || outcome.completed() == 0) {
      return Figure.Tone.NEUTRAL;
    }
    if (!outcome.linkErrors().isEmpty()) {
      return outcome.good() ? Figure.Tone.GOOD : Figure.Tone.BAD;
    }
    boolean close = outcome.maxAbsDiff() <= 1e-5 * Math.max(1e-30, outcome.maxAbsOutput());
    return outcome.bitExact() || close ? Figure.Tone.GOOD : Figure.Tone.BAD;
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
  }
}
