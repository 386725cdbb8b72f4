package io.splitboard.app.cli;

import io.splitboard.app.service.Advice;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.fleet.Prompts;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for the best partition. */
@Command(
    name = "solve",
    description = "Looks for the best partition under a design's constraints.",
    mixinStandardHelpOptions = true)
final class SolveCommand extends AnsweringCommand {

  @Mixin private ProjectArguments project;

  @Mixin private WorkloadSolve workload;

  @Mixin private SolveMethod method;

  @Option(
      names = "--objective",
      paramLabel = "OBJECTIVE",
      description = "latency or throughput, for workloads max-load; default: the design's own.")
  private String objective;

  @Option(
      names = {"--time", "--time-limit"},
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "Stop after this time with the best found; default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--gap",
      defaultValue = "0",
      paramLabel = "SHARE",
      description = "Stop when proved to be this close to the optimum; default: 0.")
  private double gap;

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Save what was found as a design of this name.")
  private String save;

  @Override
  Answer answer(Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    SolveLimits limits = limits(threads);
    if (workload.wanted()) {
      return workload.answer(objective, limits, this::tell, progress);
    }
    try (Workspace workspace =
        save == null ? project.look(progress) : project.open(Prompts.NONE, progress)) {
      Design chosen = project.design(workspace);
      Design design = objective == null ? chosen : chosen.with(objective());
      SolveMethod.Found found =
          method.solve(
              workspace,
              design,
              limits,
              (incumbent, valueMs, boundMs, at) -> tell(improvement(valueMs, boundMs, at)),
              progress);
      Design solved = design.with(found.solution().partition());
      if (save != null) {
        solved = named(workspace, solved);
        workspace.save(solved);
      }
      return answer(workspace, solved, found);
    }
  }

  private SolveLimits limits(int threads) {
    if (!(seconds > 0) || !(gap >= 0)) {
      throw new UserException("--time-limit must be above 0 seconds and --gap 0 or more.");
    }
    return new SolveLimits(seconds, threads, gap);
  }

  private Objective objective() {
    for (Objective known : Objective.values()) {
      if (known.name().replace('_', '-').equalsIgnoreCase(objective.replace('_', '-'))) {
        return known;
      }
    }
    throw new UserException(
        "The objective " + objective + " is not known for a project: try latency or throughput.");
  }

  private Design named(Workspace workspace, Design solved) {
    var taken =
        workspace.project().designs().stream()
            .filter(design -> !design.name().equals(save))
            .map(Design::id)
            .collect(Collectors.toSet());
    String id = ProjectFolder.designId(save, taken);
    return new Design(id, save, solved.objective(), solved.constraints(), solved.partition());
  }

  private Answer answer(Workspace workspace, Design design, SolveMethod.Found found) {
    Solution solution = found.solution();
    Prediction prediction = workspace.predict(design.partition());
    Advice advice = workspace.advice(design.partition());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", workspace.project().name());
    json.put("objective", design.objective().name());
    json.put("status", solution.status().name());
    json.put("valueMs", solution.valueMs());
    json.put("boundMs", solution.boundMs());
    json.put("seconds", solution.seconds());
    json.put("savedAs", save == null ? null : design.id());
    json.put("layersPerDevice", PredictionJson.layersPerDevice(design.partition()));
    json.put("predicted", PredictionJson.of(prediction));
    json.put("advice", PredictionJson.of(advice));
    found.describe(json);
    String text =
        "%s, %s: %s after %.1f s, bound %s%n%s  %s%n"
            .formatted(
                workspace.project().name(),
                design.objective().name().toLowerCase(Locale.ROOT),
                solution.status().name().toLowerCase(Locale.ROOT)
                    + " "
                    + Units.ms(solution.valueMs()),
                solution.seconds(),
                Units.ms(solution.boundMs()),
                PredictionJson.text(prediction),
                advice.sentence());
    return Answer.ok(json, text + found.text());
  }

  private static String improvement(double valueMs, double boundMs, double seconds) {
    return String.format(
        Locale.ROOT, "%6.1f s  best %.3f ms, bound %.3f ms", seconds, valueMs, boundMs);
  }
}
