package io.splitboard.app.cli;

import io.splitboard.app.service.Planning;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Design;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.hybrid.HybridSearch;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.HandCut;
import io.splitboard.solver.pipeline.LinkPacking;
import io.splitboard.solver.pipeline.PipelineOptions;
import io.splitboard.solver.pipeline.PipelineSolver;
import io.splitboard.solver.pipeline.ReplicatedPipeline;
import io.splitboard.solver.preload.Goal;
import io.splitboard.solver.preload.LoadingMode;
import io.splitboard.solver.preload.PreloadAssignment;
import io.splitboard.solver.preload.PreloadInstance;
import io.splitboard.solver.preload.PreloadPlan;
import io.splitboard.solver.preload.Schedule;
import io.splitboard.solver.preload.SimpleAssignments;
import io.splitboard.solver.rows.RowsWithOverlap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which method solves a project's design. */
final class SolveMethod {

  private static final String NOTE =
      "The value is that of the method's own model of loading weights; agents keep weights loaded,"
          + " so what a deployment does is what is predicted.";

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = {
        "layers: whole layers, weights stay loaded, for latency, throughput and energy; the default",
        "for times without limits. pipeline: consecutive layers on devices in series, for throughput.",
        "rows: rows around a host, boundaries first. channels: every layer's channels. hybrid:",
        "all of these mixed, never worse than the others; knows every objective and limit.",
        "preload: layer assignment in which each request loads weights, for latency and energy."
      })
  private String method;

  @Option(
      names = "--by-hand",
      split = ",",
      paramLabel = "DEVICE",
      description = {
        "With --method pipeline: no search, but the cut by hand that comes with DEFER for networks",
        "like ResNet-50, on these 4, 6 or 8 devices in order, separated by commas."
      })
  private List<String> byHand = List.of();

  @Option(
      names = "--replicate",
      description = {
        "With --method pipeline: a stage may be done by several devices in turns, where that makes",
        "the time between results smaller. hybrid does so anyway."
      })
  private boolean replicate;

  @Option(
      names = "--pack",
      description = {
        "With --method pipeline: links may pack, by what codecs cost and save on the network's own",
        "tensors; these are tried first if the profile does not say."
      })
  private boolean pack;

  @Option(
      names = "--weights",
      defaultValue = "ahead",
      paramLabel = "MODE",
      description = {
        "With --method preload: ahead (each request, before the input is there; default),",
        "on-arrival (each request, once it is there), resident (loaded once)."
      })
  private String weights;

  @Option(
      names = "--fuse",
      description = {
        "With --method rows: also fuse blocks of layers that exchange once and compute some rows",
        "twice, each with shares of its own. Goes beyond the published method."
      })
  private boolean fuse;

  /** What was found, and for the method with pre-loading how. */
  record Found(String method, Solution solution, Optional<PreloadPlan> plan) {

    /** Adds what only this method knows. */
    void describe(Map<String, Object> json) {
      json.put("method", method);
      plan.ifPresent(found -> json.put("preload", SolveMethod.json(found)));
    }

    /** The timetable as text; empty for other methods. */
    String text() {
      return plan.map(SolveMethod::text).orElse("");
    }
  }

  Found solve(
      Workspace workspace,
      Design design,
      SolveLimits limits,
      SolveListener listener,
      Progress progress) {
    if (method == null) {
      method = Planning.isProvable(design) ? "layers" : "hybrid";
    }
    Optional<Solver> solver = solver(workspace, progress);
    if (solver.isPresent()) {
      Solution solution =
          solver.get().solve(workspace.planning().problem(design, limits), listener, progress);
      return new Found(method, solution, Optional.empty());
    }
    PreloadPlan plan =
        new PreloadAssignment(mode())
            .plan(workspace.planning().problem(design, limits), listener, progress);
    return new Found(method, plan.asSolution(), Optional.of(plan));
  }

  /** Empty for the method with a plan of its own. */
  private Optional<Solver> solver(Workspace workspace, Progress progress) {
    requirePipeline();
    return switch (method) {
      case "layers" -> Optional.of(new LayerAssignment());
      case "pipeline" -> Optional.of(pipeline(workspace, progress));
      case "rows" -> Optional.of(fuse ? RowsWithOverlap.fusing() : new RowsWithOverlap());
      case "channels" -> Optional.of(new ChannelSplit());
      case "hybrid" -> Optional.of(new HybridSearch());
      case "preload" -> Optional.empty();
      default ->
          throw new UserException(
              "There is no method "
                  + method
                  + ": choose layers, pipeline, rows, channels, hybrid or preload.");
    };
  }

  private void requirePipeline() {
    if ((replicate || pack) && (!method.equals("pipeline") || !byHand.isEmpty())) {
      throw new UserException(
          "--replicate and --pack belong to --method pipeline without --by-hand: leave them out.");
    }
  }

  private Solver pipeline(Workspace workspace, Progress progress) {
    if (!byHand.isEmpty()) {
      return new HandCut(byHand);
    }
    PipelineOptions options = PipelineOptions.DEFAULT;
    if (pack) {
      options =
          options.packedBy(LinkPacking.measured(workspace.cluster(), workspace.codecs(progress)));
    }
    return replicate ? new ReplicatedPipeline(options) : new PipelineSolver(options);
  }

  private LoadingMode mode() {
    for (LoadingMode mode : LoadingMode.values()) {
      if (words(mode).equals(weights)) {
        return mode;
      }
    }
    throw new UserException(
        "Weights cannot be loaded " + weights + ": choose ahead, on-arrival or resident.");
  }

  private static String words(LoadingMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> json(PreloadPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("weights", words(plan.mode()));
    json.put("note", NOTE);
    json.put("latencyMs", plan.solution().schedule().latencyMs());
    json.put("energyJoule", plan.solution().schedule().energy().joule());
    json.put("oneDeviceMs", alone(plan, Goal.LATENCY));
    json.put("oneDeviceJoule", alone(plan, Goal.ENERGY));
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Schedule.Run run : plan.solution().schedule().runs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(
          "layers", run.layers().stream().flatMap(l -> plan.data().layersOf(l).stream()).toList());
      one.put("device", device(plan, run.device()));
      one.put("loadStartMs", run.loadStartMs());
      one.put("loadEndMs", run.loadEndMs());
      one.put("startMs", run.startMs());
      one.put("finishMs", run.finishMs());
      runs.add(one);
    }
    json.put("timetable", runs);
    return json;
  }

  /** All layers on each device in the same model; devices on which they cannot be lack. */
  private static Map<String, Double> alone(PreloadPlan plan, Goal goal) {
    PreloadInstance instance = plan.data().instance();
    Map<String, Double> alone = new LinkedHashMap<>();
    for (int device = 0; device < instance.devices().size(); device++) {
      String id = device(plan, device);
      SimpleAssignments.onDevice(instance, plan.mode(), device)
          .ifPresent(schedule -> alone.put(id, schedule.value(goal)));
    }
    return alone;
  }

  private static String device(PreloadPlan plan, int device) {
    return plan.data().instance().devices().get(device).id();
  }

  private static String text(PreloadPlan plan) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("  weights loaded %s, ms:%n", words(plan.mode())));
    for (Schedule.Run run : plan.solution().schedule().runs()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-20s %-10s load %9.3f to %9.3f, compute %9.3f to %9.3f%n",
              plan.data().layersOf(run.layers().get(0)).get(0),
              device(plan, run.device()),
              run.loadStartMs(),
              run.loadEndMs(),
              run.startMs(),
              run.finishMs()));
    }
    Map<String, Double> joule = alone(plan, Goal.ENERGY);
    alone(plan, Goal.LATENCY)
        .forEach(
            (id, ms) ->
                text.append(
                    String.format(
                        Locale.ROOT, "  all on %-24s %9.3f ms %9.3f J%n", id, ms, joule.get(id))));
    return text.append("  ").append(NOTE).append(System.lineSeparator()).toString();
  }
}
