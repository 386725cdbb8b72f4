package io.splitboard.app.cli;

import io.splitboard.app.service.InputFiles;
import io.splitboard.app.service.InputSource;
import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.OutputFolder;
import io.splitboard.app.service.OutputText;
import io.splitboard.app.service.Pace;
import io.splitboard.app.service.RandomInputs;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.codec.Codec;
import io.splitboard.core.program.Transfer;
import io.splitboard.core.project.Design;
import io.splitboard.core.tensor.TensorData;
import io.splitboard.fleet.RunListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs requests on a live deployment and says what came of it. */
final class RunAction {

  private final Workspace workspace;
  private final LiveDeployment live;

  RunAction(Workspace workspace, LiveDeployment live) {
    this.workspace = workspace;
    this.live = live;
  }

  Answer run(RunRequest request, Progress progress) {
    Optional<OutputFolder> outputs =
        Optional.ofNullable(request.outputs()).map(Path::of).map(OutputFolder::at);
    List<String> labels =
        request.labels() == null ? List.of() : OutputText.labels(Path.of(request.labels()));
    RunOutcome outcome =
        workspace.run(
            live,
            source(request),
            request.requests(),
            pace(request, live.design()),
            new RunListener() {
              @Override
              public void completed(int number, double ms, Map<String, TensorData> results) {
                outputs.ifPresent(folder -> folder.write(number, results));
              }
            },
            progress);
    if (request.save() != null) {
      workspace.experiments().save(request.save(), outcome);
    }
    return answer(request, outcome, labels);
  }

  private static InputSource source(RunRequest request) {
    List<Path> paths = request.inputs().stream().map(Path::of).toList();
    return paths.isEmpty()
        ? new RandomInputs(request.seed())
        : InputFiles.source(paths, request.preset());
  }

  /** The pace that was asked for, or else the one that suits a design. */
  static Pace pace(RunRequest request, Design design) {
    if (request.stream() == null) {
      return Pace.of(design.objective());
    }
    return request.stream() ? Pace.STREAM : Pace.ONE_AT_A_TIME;
  }

  private Answer answer(RunRequest request, RunOutcome outcome, List<String> labels) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", workspace.project().name());
    json.put("design", live.design().name());
    json.put("optimize", live.optimize() ? "on" : "off");
    json.put("requests", request.requests());
    json.put("completed", outcome.completed());
    json.put("lost", outcome.lost());
    json.put("maxAbsDiff", outcome.maxAbsDiff());
    json.put("maxAbsOutput", outcome.maxAbsOutput());
    json.put("bitExact", outcome.bitExact());
    json.put("equal", outcome.equal());
    json.put("measured", PredictionJson.of(outcome.measuredSummary()));
    json.put("predicted", PredictionJson.of(outcome.predictedSummary()));
    json.put("codecs", codecs());
    json.put("tensorBytesPerRequest", live.program().transferBytes());
    json.put("wireBytesPerRequest", outcome.measuredSummary().transferBytesPerRequest());
    json.put("lossyLinks", outcome.linkErrors().stream().map(LossyJson::of).toList());
    json.put("savedAs", request.save());
    json.put("problems", outcome.problems());
    outcome.caution().ifPresent(caution -> json.put("caution", caution));
    int exitCode =
        outcome.cancelled() ? ExitCode.CANCELLED : outcome.good() ? ExitCode.OK : ExitCode.FAILED;
    return new Answer(json, text(outcome, labels), exitCode);
  }

  private String text(RunOutcome outcome, List<String> labels) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s, %s: %d requests completed, %d lost, results %s%n"
            .formatted(
                workspace.project().name(),
                live.design().name(),
                outcome.completed(),
                outcome.lost(),
                equality(outcome)));
    text.append(line("measured", outcome.measuredSummary()));
    text.append(line("predicted", outcome.predictedSummary()));
    if (!codecs().isEmpty()) {
      text.append(
          "  on the wire %s per request for %s of tensors, packed with %s%n"
              .formatted(
                  Units.bytes(outcome.measuredSummary().transferBytesPerRequest()),
                  Units.bytes(live.program().transferBytes()),
                  String.join(", ", codecs())));
    }
    outcome.linkErrors().forEach(link -> text.append(LossyJson.line(link)));
    outcome.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    outcome.caution().ifPresent(caution -> text.append("  ").append(caution).append('\n'));
    outcome
        .lastOutputs()
        .forEach((name, data) -> text.append(OutputText.of(name, data, labels)).append('\n'));
    return text.toString();
  }

  /** Names of the codecs in use; empty if everything travels as it is. */
  private List<String> codecs() {
    return live.program().transfers().stream()
        .map(Transfer::codec)
        .filter(codec -> codec != Codec.NONE)
        .map(Codec::word)
        .distinct()
        .toList();
  }

  private static String equality(RunOutcome outcome) {
    if (outcome.bitExact()) {
      return "equal to the whole network's bit for bit";
    }
    if (!outcome.linkErrors().isEmpty()) {
      return "as lossy links leave them: largest difference from the whole network's %s (largest output %s)"
          .formatted(outcome.maxAbsDiff(), outcome.maxAbsOutput());
    }
    return (outcome.equal() ? "equal" : "NOT EQUAL")
        + " to the whole network's: largest difference "
        + outcome.maxAbsDiff();
  }

  private static String line(String basis, io.splitboard.core.simulation.Summary summary) {
    return "  %-9s latency p50 %s, p99 %s, throughput %s, energy %s per request (modelled)%n"
        .formatted(
            basis,
            Units.ms(summary.latencyP50Ms()),
            Units.ms(summary.latencyP99Ms()),
            Units.perSecond(summary.throughputPerSecond()),
            Units.joule(summary.energyJoulePerRequest()));
  }
}
