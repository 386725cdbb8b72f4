package io.splitboard.app.cli;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.workload.Split;
import io.splitboard.core.workload.SplitJson;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadJson;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.load.LoadSolution;
import io.splitboard.solver.load.MaxLoadSolver;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The part of {@code solve} that places a profiled workload instead of a project's network. */
final class WorkloadSolve {

  /** What {@code --objective} says for workloads. */
  static final String OBJECTIVE = "max-load";

  @Option(
      names = "--workload",
      paramLabel = "FILE",
      description = "Place this profiled workload (JSON) instead of a project's network.")
  private Path file;

  @Option(
      names = "--contiguous",
      description = "Workload: no path may leave a device's part and come back.")
  private boolean contiguous;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Workload: write the split to this file, too.")
  private Path out;

  boolean wanted() {
    return file != null;
  }

  /**
   * Solves it.
   *
   * @param objective as on the command line; null where it was left out
   * @param tell takes a line for each better split or bound
   */
  Answer answer(String objective, SolveLimits limits, Consumer<String> tell, Progress progress) {
    if (objective != null && !objective.equalsIgnoreCase(OBJECTIVE)) {
      throw new UserException(
          "A workload is solved for --objective " + OBJECTIVE + ", not for " + objective + ".");
    }
    Workload workload = WorkloadJson.read(file);
    LoadSolution solution =
        MaxLoadSolver.solve(
            workload,
            contiguous,
            limits,
            (valueMs, boundMs, seconds) -> tell.accept(line(valueMs, boundMs, seconds)),
            progress);
    if (out != null) {
      SplitJson.write(solution.split(), solution.maxLoadMs(), out);
    }
    return Answer.ok(json(workload, solution), text(solution));
  }

  private Map<String, Object> json(Workload workload, LoadSolution solution) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("workload", file.toString());
    json.put("nodes", workload.nodes().size());
    json.put("objective", OBJECTIVE);
    json.put("contiguous", contiguous);
    json.put("maxLoad", solution.maxLoadMs());
    json.put("bound", solution.boundMs());
    json.put("gap", solution.gap());
    json.put("status", status(solution));
    json.put("seconds", solution.seconds());
    json.putAll(SplitJson.fields(solution.split()));
    return json;
  }

  private static String status(LoadSolution solution) {
    return solution.optimal() ? "OPTIMAL" : "FEASIBLE";
  }

  private String text(LoadSolution solution) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s after %.1f s, largest load %s, bound %s, gap %.2f %%%n"
            .formatted(
                file.getFileName(),
                status(solution).toLowerCase(Locale.ROOT),
                solution.seconds(),
                Units.ms(solution.maxLoadMs()),
                Units.ms(solution.boundMs()),
                100 * solution.gap()));
    parts(text, "accelerator", solution.split().accelerators());
    parts(text, "CPU", solution.split().cpus());
    return text.toString();
  }

  private static void parts(StringBuilder text, String device, List<Split.Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Split.Part part = parts.get(i);
      text.append(
          "  %s %d: %d nodes, %s%n"
              .formatted(device, i, part.nodes().size(), Units.ms(part.loadMs())));
    }
  }

  private static String line(double valueMs, double boundMs, double seconds) {
    return String.format(
        Locale.ROOT, "%6.1f s  best %.4f ms, bound %.4f ms", seconds, valueMs, boundMs);
  }
}
