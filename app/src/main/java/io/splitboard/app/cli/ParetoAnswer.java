package io.splitboard.app.cli;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Problem;
import io.splitboard.solver.hybrid.ParetoPoint;
import io.splitboard.solver.hybrid.ParetoSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The answer of {@code solve --pareto}. */
final class ParetoAnswer {

  private ParetoAnswer() {}

  /**
   * Looks for the front.
   *
   * @param objectives two, separated by a comma
   * @param tell takes a line for each point when it is found
   */
  static Answer of(
      String project,
      Problem problem,
      String objectives,
      Consumer<String> tell,
      Progress progress) {
    String[] names = objectives.split(",", -1);
    if (names.length != 2) {
      throw new UserException(
          "--pareto takes two objectives, as in latency,energy, not " + objectives + ".");
    }
    Objective first = Quantities.objective(names[0].strip());
    Objective second = Quantities.objective(names[1].strip());
    List<ParetoPoint> front =
        ParetoSearch.front(
            problem,
            first,
            second,
            point ->
                tell.accept(
                    Quantities.text(first, point.first())
                        + "  "
                        + Quantities.text(second, point.second())),
            progress);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", project);
    json.put("heuristic", true);
    json.put("objectives", List.of(describe(first), describe(second)));
    List<Map<String, Object>> points = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %s against %s: %d points, none better by both (heuristic)%n"
            .formatted(project, first.word(), second.word(), front.size()));
    for (ParetoPoint point : front) {
      Map<String, Integer> layers = PredictionJson.layersPerDevice(point.partition());
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(first.word(), point.first());
      one.put(second.word(), point.second());
      one.put("layersPerDevice", layers);
      points.add(one);
      text.append(
          String.format(
              Locale.ROOT,
              "  %12s  %12s  %s%n",
              Quantities.text(first, point.first()),
              Quantities.text(second, point.second()),
              layers));
    }
    json.put("points", points);
    return Answer.ok(json, text.toString());
  }

  private static Map<String, Object> describe(Objective objective) {
    return Map.of("name", objective.word(), "unit", objective.unit());
  }
}
