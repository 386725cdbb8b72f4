package io.splitboard.app.study.separable;

import io.splitboard.app.study.FigureKind;
import io.splitboard.app.study.StudyFigure;
import io.splitboard.app.study.StudySection;
import io.splitboard.app.study.StudySection.Part;
import io.splitboard.app.study.StudySection.Picture;
import io.splitboard.app.study.StudySection.Table;
import io.splitboard.app.study.StudySection.Text;
import io.splitboard.separable.policy.Candidate;
import io.splitboard.separable.study.SeparableResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures and sections of one {@link GroupRun}. */
final class GroupReport {

  /** Points that an exported network may differ from the trained one: rounding near a tie. */
  private static final double EXPORT_POINTS = 0.1;

  private final GroupRun run;
  private final SeparableResult trained;
  private final boolean whole;
  private final String prefix;

  /**
   * Makes one.
   *
   * @param whole whether the run was long enough to be held to the method's claim
   */
  GroupReport(GroupRun run, boolean whole) {
    this.run = run;
    this.trained = run.trained();
    this.whole = whole;
    this.prefix = "separable.k" + run.groups() + ".";
  }

  List<StudyFigure> figures() {
    List<StudyFigure> figures = new ArrayList<>();
    StudyFigure saved = measured("bytesReduction", run.bytesReductionPercent(), "%");
    StudyFigure lost = measured("accuracyLossPoints", trained.accuracyLossPoints(), "points");
    StudyFigure without = measured("noExchangeLossPoints", run.noExchangeLossPoints(), "points");
    figures.add(whole ? saved.atLeast(SeparableNetwork.LEAST_REDUCTION_PERCENT) : saved);
    figures.add(whole ? lost.atMost(SeparableNetwork.MOST_LOSS_POINTS) : lost);
    figures.add(whole ? without.atLeast(SeparableNetwork.MOST_LOSS_POINTS) : without);
    addPolicy(figures, "full", trained.full());
    addPolicy(figures, "chosen", trained.chosen());
    addPolicy(figures, "none", trained.none());
    figures.add(measured("frontPolicies", trained.front().size(), ""));
    figures.add(measured("judgedPolicies", trained.judged().size(), ""));
    figures.add(
        measured("export.testAccuracy", 100 * run.check().accuracy(), "%")
            .within(100 * trained.chosen().accuracy(), EXPORT_POINTS));
    figures.add(measured("export.piecesBitExact", yes(run.check().bitExact()), "").within(1, 0));
    long chosen = run.predictedBytes(trained.chosen().policy());
    long full = run.predictedBytes(trained.full().policy());
    figures.add(exact("program.bytes", run.check().programBytes()).within(chosen, 0));
    figures.add(measured("lab.chosen.bytes", run.chosenBytesOnLab(), "B").within(chosen, 0));
    figures.add(measured("lab.full.bytes", run.fullBytesOnLab(), "B").within(full, 0));
    boolean equal = run.chosenOnLab().bitExact() && run.fullOnLab().bitExact();
    figures.add(measured("lab.bitExact", yes(equal), "").within(1, 0));
    figures.add(measured("lab.chosen.latency", run.chosenOnLab().latencyMs(), "ms"));
    figures.add(measured("lab.full.latency", run.fullOnLab().latencyMs(), "ms"));
    figures.add(measured("training.seconds", trained.seconds(), "s"));
    return figures;
  }

  private void addPolicy(List<StudyFigure> figures, String name, Candidate tested) {
    figures.add(measured(name + ".testAccuracy", 100 * tested.accuracy(), "%"));
    figures.add(exact(name + ".exchangeBytes", tested.bytes()));
    figures.add(
        StudyFigure.of(
            prefix + name + ".modelledLatency", tested.latencyMs(), "ms", FigureKind.SIMULATED));
  }

  private StudyFigure measured(String name, double value, String unit) {
    return StudyFigure.of(prefix + name, value, unit, FigureKind.MEASURED);
  }

  private StudyFigure exact(String name, long bytes) {
    return StudyFigure.of(prefix + name, bytes, "B", FigureKind.EXACT);
  }

  private static double yes(boolean condition) {
    return condition ? 1 : 0;
  }

  StudySection section() {
    List<Candidate> tested = List.of(trained.full(), trained.chosen(), trained.none());
    List<Part> parts =
        List.of(
            new Text(summary()),
            new Picture(
                FrontPictures.bytes(
                    "Wrong answers over exchanged bytes, " + run.groups() + " devices",
                    trained.judged(),
                    trained.front(),
                    tested)),
            new Picture(
                FrontPictures.latency(
                    "Wrong answers over modelled latency, " + run.groups() + " devices",
                    trained.judged(),
                    trained.front(),
                    tested)),
            new Text(
                "Fine-tuned alike from the shared weights, tested on %,d images that nothing else saw:"
                    .formatted(trained.testImages())),
            table(List.of("full exchange", "winner", "no exchange"), tested),
            new Text(
                "The whole Pareto front of accuracy, bytes and latency, as the search judged it with"
                    + " the shared weights on validation images:"),
            table(trained.front().stream().map(candidate -> "").toList(), trained.front()));
    return new StudySection(run.groups() + " devices", parts);
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "Policy %s moves %,d of %,d exchanged bytes and %,d bytes of bands and partial logits. On"
            + " %d virtual devices each of %d requests moved %,d B (predicted %,d B), and results"
            + " %s the whole network's bit for bit. In one process the pieces of %d images %s.",
        trained.chosen().policy(),
        trained.chosen().bytes(),
        trained.full().bytes(),
        run.fixedBytes(),
        run.groups(),
        run.chosenOnLab().bytes().size(),
        run.chosenBytesOnLab(),
        run.predictedBytes(trained.chosen().policy()),
        run.chosenOnLab().bitExact() ? "equal" : "DIFFER from",
        run.check().compared(),
        run.check().bitExact() ? "do so too" : "do NOT");
  }

  private static Table table(List<String> names, List<Candidate> candidates) {
    boolean named = names.stream().anyMatch(name -> !name.isEmpty());
    List<String> header = new ArrayList<>(named ? List.of("") : List.of());
    header.addAll(List.of("policy", "right", "exchanged B", "modelled ms"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      List<String> row = new ArrayList<>(named ? List.of(names.get(i)) : List.of());
      row.add(candidate.policy().toString());
      row.add(String.format(Locale.ROOT, "%.2f%%", 100 * candidate.accuracy()));
      row.add(String.format(Locale.ROOT, "%,d", candidate.bytes()));
      row.add(String.format(Locale.ROOT, "%.3f", candidate.latencyMs()));
      rows.add(row);
    }
    return new Table(header, rows);
  }
}
