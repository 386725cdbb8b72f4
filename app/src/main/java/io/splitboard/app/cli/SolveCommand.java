package io.splitboard.app.cli;

import io.splitboard.app.service.Advice;
import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.app.service.Workspace;
import io.splitboard.app.service.solving.Found;
import io.splitboard.app.service.solving.Solving;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import io.splitboard.fleet.Prompts;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.explain.Distribution;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  @Mixin private MethodOptions method;

  @Mixin private LimitOptions limitOptions;

  @Option(
      names = "--objective",
      paramLabel = "OBJECTIVE",
      description =
          "latency, throughput, energy, bytes or memory (of the device that needs most), for "
              + "workloads max-load; default: the design's own.")
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
      names = "--pareto",
      paramLabel = "A,B",
      description = "The Pareto front of two objectives, such as latency,energy.")
  private String pareto;

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
      Design design = asked(workspace, chosen);
      if (pareto != null) {
        requireNoSaving();
        String name = workspace.project().name();
        return ParetoAnswer.of(
            name, workspace.planning().problem(design, limits), pareto, this::tell, progress);
      }
      Solving solving = new Solving(workspace);
      Found found =
          solving.solve(
              design,
              method.choice(design),
              limits,
              (incumbent, value, bound, at) ->
                  tell(improvement(design.objective(), value, bound, at)),
              progress);
      Design solved = solving.accepted(design, found.choice(), found.solution().partition());
      if (save != null) {
        solved = named(workspace, solved);
        workspace.save(solved);
      }
      Optional<Distribution> oneDevice = solving.verdict(solved, found, progress);
      return answer(workspace, solved, found, oneDevice);
    }
  }

  private void requireNoSaving() {
    if (save != null) {
      throw new UserException(
          "--pareto finds many partitions: choose one of them with an objective and limits to save it.");
    }
  }

  /** The design with the objective and the limits of this command. */
  private Design asked(Workspace workspace, Design chosen) {
    Design limited = chosen.with(limitOptions.added(chosen.constraints(), workspace.cluster()));
    return objective == null ? limited : limited.with(Quantities.objective(objective));
  }

  private SolveLimits limits(int threads) {
    if (!(seconds > 0) || !(gap >= 0)) {
      throw new UserException("--time-limit must be above 0 seconds and --gap 0 or more.");
    }
    return new SolveLimits(seconds, threads, gap);
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

  private Answer answer(
      Workspace workspace, Design design, Found found, Optional<Distribution> oneDevice) {
    Solution solution = found.solution();
    Prediction prediction = workspace.planning().predict(design.partition());
    Advice advice = workspace.planning().advice(design.partition());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", workspace.project().name());
    json.put("objective", design.objective().name());
    json.put("status", solution.status().name());
    json.put("heuristic", solution.status() != Solution.Status.OPTIMAL);
    json.put("value", solution.value());
    json.put("bound", solution.bound());
    json.put("unit", design.objective().unit());
    json.put("gap", solution.gap());
    if (design.objective().isTime()) {
      json.put("valueMs", solution.value());
      json.put("boundMs", solution.bound());
    }
    json.put("seconds", solution.seconds());
    json.put("savedAs", save == null ? null : design.id());
    json.put("layersPerDevice", PredictionJson.layersPerDevice(design.partition()));
    List<LinkCodecChoice> codecs = workspace.planning().codecs(prediction.program());
    json.put("replicas", design.partition().replicas());
    json.put("codecs", codecs.stream().map(PredictionJson::of).toList());
    Optional<PredictionRange> range = workspace.planning().range(prediction);
    json.put("predicted", PredictionJson.of(prediction, range));
    Map<String, Object> advised = PredictionJson.of(advice);
    oneDevice.ifPresent(
        one -> {
          advised.put("distribute", one.distribute());
          advised.put("reason", one.sentence());
        });
    json.put("advice", advised);
    json.put("method", found.choice().method().word());
    found.plan().ifPresent(plan -> json.put("preload", PreloadAnswer.json(plan)));
    String text =
        "%s, %s: %s after %.1f s, bound %s%n%s%s  %s%n"
            .formatted(
                workspace.project().name(),
                design.objective().word(),
                status(solution) + " " + Quantities.text(design.objective(), solution.value()),
                solution.seconds(),
                Quantities.text(design.objective(), solution.bound()),
                PredictionJson.text(prediction, range),
                PredictionJson.text(design.partition(), codecs),
                oneDevice.map(Distribution::sentence).orElse(advice.sentence()));
    return Answer.ok(json, text + found.plan().map(PreloadAnswer::text).orElse(""));
  }

  private static String status(Solution solution) {
    return solution.status() == Solution.Status.OPTIMAL
        ? "optimal"
        : String.format(Locale.ROOT, "heuristic (gap %.1f %%)", 100 * solution.gap());
  }

  private static String improvement(
      Objective objective, double value, double bound, double seconds) {
    String unit = objective.unit();
    return String.format(
        Locale.ROOT, "%6.1f s  best %.3f %s, bound %.3f %s", seconds, value, unit, bound, unit);
  }
}
