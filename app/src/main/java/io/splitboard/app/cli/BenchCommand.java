package io.splitboard.app.cli;

import io.splitboard.app.service.Benchmark;
import io.splitboard.app.service.LayoutBenchmark;
import io.splitboard.app.service.ScaleBenchmark;
import io.splitboard.core.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times one thing that Splitboard does against another in the same process. */
@Command(
    name = "bench",
    description = {
      "Times edit, import, compile, check, solver or layout.",
      "Things are timed in one process; their ratio depends little on the computer.",
      "layout draws 5,000 layers, all blocks expanded, and 1,000 for the ratio; it takes no model."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand extends AnsweringCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}")
  private Benchmark.Name name;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "What to do it with; default: zoo:resnet50-v1. import without it takes files of growing size.")
  private String model;

  @Option(
      names = "--repetitions",
      defaultValue = "15",
      paramLabel = "N",
      description = "How often; medians are told; default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--workload",
      paramLabel = "FILE",
      description =
          "For solver: also solve this workload; repeatable. Default: shared ones beside the checkout.")
  private List<Path> workloads;

  @Option(
      names = "--time-limit",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "For solver: limit of each search; default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Override
  Answer answer(Progress progress) {
    if (name == Benchmark.Name.SOLVER) {
      return SolverBench.answer(workloads, seconds, progress);
    }
    if (name == Benchmark.Name.LAYOUT) {
      return layout(progress);
    }
    if (name == Benchmark.Name.COMPILE) {
      return ScaleBench.answer("compile", ScaleBenchmark.compiles(progress));
    }
    if (name == Benchmark.Name.IMPORT && model == null) {
      return ScaleBench.answer("import", ScaleBenchmark.imports(progress));
    }
    return timing(model == null ? "zoo:resnet50-v1" : model, progress);
  }

  private Answer timing(String model, Progress progress) {
    Benchmark.Timing timing = Benchmark.run(name, model, Math.max(1, repetitions), progress);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name.name().toLowerCase(Locale.ROOT));
    json.put("model", model);
    json.put("repetitions", repetitions);
    json.put("timed", timing.timed());
    json.put("ms", timing.ms());
    json.put("against", timing.against());
    json.put("againstMs", timing.againstMs());
    json.put("ratio", timing.ratio());
    String text =
        String.format(
            Locale.ROOT,
            "%s: %.3f ms; %s: %.3f ms; ratio %.4f%n",
            timing.timed(),
            timing.ms(),
            timing.against(),
            timing.againstMs(),
            timing.ratio());
    return Answer.ok(json, text);
  }

  private Answer layout(Progress progress) {
    LayoutBenchmark.Result result = LayoutBenchmark.run(Math.max(1, repetitions), progress);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", "layout");
    json.put("repetitions", repetitions);
    json.put("layers", result.large().layers());
    json.put("layoutMs", result.large().layoutMs());
    json.put("paintMs", result.large().paintMs());
    json.put("againstLayers", result.small().layers());
    json.put("againstLayoutMs", result.small().layoutMs());
    json.put("againstPaintMs", result.small().paintMs());
    json.put("ratio", result.ratio());
    return Answer.ok(
        json,
        line(result.large())
            + line(result.small())
            + String.format(Locale.ROOT, "ratio %.2f%n", result.ratio()));
  }

  private static String line(LayoutBenchmark.Timing timing) {
    return String.format(
        Locale.ROOT,
        "%d layers: layout %.1f ms, painting %.1f ms%n",
        timing.layers(),
        timing.layoutMs(),
        timing.paintMs());
  }
}
