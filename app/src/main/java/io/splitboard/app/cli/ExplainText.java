package io.splitboard.app.cli;

import io.splitboard.app.service.Explanation;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.core.simulation.CriticalPath;
import io.splitboard.solver.Solution;
import io.splitboard.solver.explain.Move;
import io.splitboard.solver.explain.Robustness;
import io.splitboard.solver.explain.WhatIf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The answer of {@code explain}, as JSON and as text. */
final class ExplainText {

  private static final int SHOWN_MOVES = 5;

  private final Design design;
  private final Objective objective;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  ExplainText(Design design) {
    this.design = design;
    this.objective = design.objective();
  }

  void explanation(String project, Explanation explanation) {
    double value = explanation.moves().value();
    json.put("project", project);
    json.put("design", design.name());
    json.put("objective", objective.name());
    json.put("value", value);
    json.put("unit", objective.unit());
    json.put("bottleneck", explanation.bottleneck().sentence());
    json.put("criticalPath", path(explanation));
    json.put("movesJudged", explanation.moves().judged());
    json.put("movesComplete", explanation.moves().complete());
    json.put("nextMove", explanation.moves().best().map(move -> json(move, value)).orElse(null));
    json.put(
        "moves",
        explanation.moves().moves().stream()
            .limit(SHOWN_MOVES)
            .map(move -> json(move, value))
            .toList());
    line("%s: %s, %s %s", project, design.name(), objective.word(), figure(value));
    line("  %s", explanation.bottleneck().sentence());
    line("  critical path of a lone request:");
    explanation
        .path()
        .computeMs()
        .forEach((device, ms) -> line("    %-16s computes %s", device, Units.ms(ms)));
    explanation
        .path()
        .sendMs()
        .forEach((link, ms) -> line("    %-16s sends %s", link, Units.ms(ms)));
    line(
        "  best next move: %s",
        explanation
            .moves()
            .best()
            .map(this::sentence)
            .orElse(
                "none of "
                    + explanation.moves().judged()
                    + " single changes is better than the design"));
  }

  private Map<String, Object> path(Explanation explanation) {
    Map<String, Object> path = new LinkedHashMap<>();
    path.put("computeMs", explanation.path().computeMs());
    path.put("sendMs", explanation.path().sendMs());
    List<Map<String, Object>> steps = new ArrayList<>();
    for (CriticalPath.Step step : explanation.criticalPath().steps()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", step.id());
      one.put("kind", step.transfer() ? "transfer" : "task");
      one.put("where", step.where());
      one.put("startMs", step.startMs());
      one.put("endMs", step.endMs());
      steps.add(one);
    }
    path.put("steps", steps);
    return path;
  }

  private Map<String, Object> json(Move move, double value) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("sentence", move.sentence());
    one.put("value", move.value());
    one.put("gain", move.gain());
    one.put("gainPercent", value > 0 ? 100 * move.gain() / value : 0);
    return one;
  }

  private String sentence(Move move) {
    return "%s: −%s".formatted(move.sentence(), figure(move.gain()));
  }

  void whatIf(Map<String, WhatIf> answers) {
    List<Map<String, Object>> all = new ArrayList<>();
    answers.forEach(
        (question, answer) -> {
          Solution solved = answer.solved();
          boolean stays = Double.isFinite(answer.kept());
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("change", question);
          one.put("before", json.get("value"));
          one.put("kept", stays ? answer.kept() : null);
          one.put("solved", solved.value());
          one.put("status", solved.status().name());
          one.put("heuristic", solved.status() != Solution.Status.OPTIMAL);
          one.put("layersPerDevice", PredictionJson.layersPerDevice(solved.partition()));
          all.add(one);
          line(
              "  what if %s: the design %s, solved again %s on %s",
              question,
              stays ? "then takes " + figure(answer.kept()) : "cannot stay as it is",
              figure(solved.value()),
              PredictionJson.layersPerDevice(solved.partition()));
        });
    json.put("whatIf", all);
  }

  void robustness(Robustness robustness) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("variationPercent", 100 * robustness.variation());
    one.put("samples", robustness.samples());
    one.put("smallest", robustness.smallest());
    one.put("median", robustness.median());
    one.put("largest", robustness.largest());
    one.put("beatsOneDevice", robustness.beatsOneDevice());
    json.put("robustness", one);
    line(
        "  when speeds and rates vary by ±%.0f %%: %s to %s, median %s; better than one device in %s"
            + " of %d samples",
        100 * robustness.variation(),
        figure(robustness.smallest()),
        figure(robustness.largest()),
        figure(robustness.median()),
        Units.percent(robustness.beatsOneDevice()),
        robustness.samples());
  }

  Answer answer() {
    return Answer.ok(json, text.toString());
  }

  private String figure(double value) {
    return Quantities.text(objective, value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
