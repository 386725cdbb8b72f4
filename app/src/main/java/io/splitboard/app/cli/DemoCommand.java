package io.splitboard.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.splitboard.app.report.HtmlReport;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole main job without a window. */
@Command(
    name = "demo",
    description =
        "The whole main job without a window, on virtual devices. "
            + "Measures the devices, solves, deploys, runs, saves, and compares with one device. Ends with "
            + "report.html and summary.json.",
    mixinStandardHelpOptions = true)
final class DemoCommand extends AnsweringCommand {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the report, the summary and the project that was run.")
  private Path out;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Project to run a copy of; default: the sample first-look.")
  private Path project;

  @Option(
      names = "--requests",
      defaultValue = "50",
      paramLabel = "N",
      description = "Requests in the stream on each design; default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--time",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "Longest time for solving; default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Mixin private DeployOptions deploy;

  @Override
  Answer answer(Progress progress) {
    if (requests < 1) {
      throw new UserException("--requests must be at least 1.");
    }
    Path sample = project == null ? Samples.firstLook() : project;
    Demo demo = new Demo(sample, out.resolve("project"), requests, seconds, deploy, this);
    Demo.Result result = demo.run(progress);
    Map<String, Object> summary = summary(result);
    String report =
        HtmlReport.of(result.network(), result.comparison(), result.oneRequest(), result.remarks());
    write("report.html", report);
    write("summary.json", json(summary));
    boolean good = result.outcomes().stream().allMatch(RunOutcome::good);
    String text =
        "%s%n%s%n  report  %s%n  summary %s%n"
            .formatted(
                result.comparison().verdict(),
                String.join("\n", result.remarks()),
                out.resolve("report.html"),
                out.resolve("summary.json"));
    return new Answer(summary, text, good ? ExitCode.OK : ExitCode.FAILED);
  }

  private static Map<String, Object> summary(Demo.Result result) {
    List<RunOutcome> all = result.outcomes();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", result.model());
    json.put("optimize", result.distributed().stream().live().optimize() ? "on" : "off");
    json.put("requests", all.stream().mapToInt(o -> o.completed() + o.lost()).sum());
    json.put("lost", all.stream().mapToInt(RunOutcome::lost).sum());
    json.put("maxAbsDiff", all.stream().mapToDouble(RunOutcome::maxAbsDiff).max().orElse(0));
    json.put("bitExact", all.stream().allMatch(RunOutcome::bitExact));
    json.put("verdict", result.comparison().verdict());
    json.put("distributed", figures(result.distributed()));
    json.put("oneDevice", figures(result.oneDevice()));
    return json;
  }

  private static Map<String, Object> figures(Demo.Measured runs) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("design", runs.stream().live().design().name());
    json.put("predictedLatencyMs", runs.alone().predictedSummary().latencyP50Ms());
    json.put("measuredLatencyMs", runs.alone().measuredSummary().latencyP50Ms());
    json.put(
        "predictedThroughputPerSecond", runs.stream().predictedSummary().throughputPerSecond());
    json.put("measuredThroughputPerSecond", runs.stream().measuredSummary().throughputPerSecond());
    json.put(
        "energyJoulePerRequestModelled", runs.stream().measuredSummary().energyJoulePerRequest());
    return json;
  }

  private void write(String name, String content) {
    AtomicFiles.write(out.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Map<String, Object> summary) {
    try {
      return JSON.writeValueAsString(summary) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the summary cannot be written as JSON", e);
    }
  }
}
