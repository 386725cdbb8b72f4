package io.splitboard.app.cli;

import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Comparison;
import io.splitboard.core.project.Distribution;
import io.splitboard.core.project.ExperimentHeader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts two saved runs side by side. */
@Command(
    name = "compare",
    description = {
      "Puts two saved runs of a project side by side.",
      "Without their names: the two latest."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand extends AnsweringCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = ".",
      paramLabel = "PROJECT",
      description = "Folder of the project; default: the current folder.")
  private Path folder;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "A",
      description = "Name or id of the first run.")
  private String first;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "B",
      description = "Name or id of the second run.")
  private String second;

  @Override
  Answer answer(Progress progress) {
    try (Workspace workspace = Workspace.look(folder, progress)) {
      List<ExperimentHeader> headers = workspace.experiments().list();
      if (headers.size() < 2) {
        throw new UserException(
            "The project has "
                + headers.size()
                + " saved runs, and comparing takes two: save some with splitboard run --save NAME.");
      }
      ExperimentHeader a = first == null ? headers.get(1) : find(headers, first);
      ExperimentHeader b = second == null ? headers.get(0) : find(headers, second);
      return answer(
          Comparison.of(
              workspace.experiments().load(a.id()), workspace.experiments().load(b.id())));
    }
  }

  private static ExperimentHeader find(List<ExperimentHeader> headers, String nameOrId) {
    return headers.stream()
        .filter(header -> header.id().equals(nameOrId) || header.name().equals(nameOrId))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "There is no saved run "
                        + nameOrId
                        + ": there are "
                        + String.join(", ", headers.stream().map(ExperimentHeader::name).toList())
                        + "."));
  }

  private static Answer answer(Comparison comparison) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("a", comparison.a().name());
    json.put("b", comparison.b().name());
    json.put("verdict", comparison.verdict());
    json.put("figures", comparison.figures().stream().map(CompareCommand::json).toList());
    json.put("latencyA", comparison.latencyA().orElse(null));
    json.put("latencyB", comparison.latencyB().orElse(null));
    json.put("layersMoved", comparison.changes().size());
    json.put("environment", comparison.environment());
    StringBuilder text = new StringBuilder();
    text.append(comparison.verdict()).append('\n');
    text.append(
        "  %-22s %-10s %14s %14s%n"
            .formatted("", "", shortened(comparison.a().name()), shortened(comparison.b().name())));
    comparison
        .figures()
        .forEach(
            pair ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %-22s %-10s %14.3f %14.3f %s%n",
                        pair.name(),
                        pair.basis().name().toLowerCase(Locale.ROOT),
                        pair.a(),
                        pair.b(),
                        pair.unit())));
    text.append(spread("A", comparison.latencyA())).append(spread("B", comparison.latencyB()));
    text.append("  %d layers are placed differently%n".formatted(comparison.changes().size()));
    return Answer.ok(json, text.toString());
  }

  private static Map<String, Object> json(Comparison.FigurePair pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pair.name());
    json.put("unit", pair.unit());
    json.put("basis", pair.basis().name());
    json.put("a", pair.a());
    json.put("b", pair.b());
    return json;
  }

  private static String spread(String run, Optional<Distribution> latencies) {
    return latencies
        .map(
            d ->
                String.format(
                    Locale.ROOT,
                    "  %s measured: %.2f to %.2f ms, quartiles %.2f and %.2f, deviation %.2f,"
                        + " %d requests%n",
                    run,
                    d.minimum(),
                    d.maximum(),
                    d.p25(),
                    d.p75(),
                    d.deviation(),
                    d.count()))
        .orElse("");
  }

  private static String shortened(String name) {
    return name.length() <= 14 ? name : name.substring(0, 13) + "…";
  }
}
