package io.splitboard.app.cli;

import io.splitboard.app.service.Advice;
import io.splitboard.app.service.LinkCodecChoice;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Violation;
import io.splitboard.core.project.Design;
import io.splitboard.core.simulation.Bottleneck;
import io.splitboard.core.simulation.Prediction;
import io.splitboard.core.simulation.PredictionRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Predicts what a design would cost. */
@Command(
    name = "simulate",
    description = "Predicts latency, throughput, memory and energy of a design.",
    mixinStandardHelpOptions = true)
final class SimulateCommand extends AnsweringCommand {

  @Mixin private ProjectArguments project;

  @Override
  Answer answer(Progress progress) {
    try (Workspace workspace = project.look(progress)) {
      Design design = project.design(workspace);
      List<Violation> violations = workspace.planning().violations(design);
      if (!violations.isEmpty()) {
        throw new UserException(violations.get(0).sentence());
      }
      workspace.prepare(design, progress);
      Prediction prediction = workspace.planning().predict(design.partition());
      Advice advice = workspace.planning().advice(design.partition());
      Optional<PredictionRange> range = workspace.planning().range(prediction);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("project", workspace.project().name());
      json.put("design", design.name());
      json.put("costs", workspace.project().profile().isPresent() ? "profile" : "catalogue");
      json.put("predicted", PredictionJson.of(prediction, range));
      json.put(
          "bottleneck", Bottleneck.of(prediction, workspace.cluster().contention()).sentence());
      json.put("advice", PredictionJson.of(advice));
      json.put("replicas", design.partition().replicas());
      List<LinkCodecChoice> codecs = workspace.planning().codecs(prediction.program());
      json.put("codecs", codecs.stream().map(PredictionJson::of).toList());
      String text =
          "%s: %s%n%s%s  %s%n  %s%n"
              .formatted(
                  workspace.project().name(),
                  design.name(),
                  PredictionJson.text(prediction, range),
                  PredictionJson.text(design.partition(), codecs),
                  Bottleneck.of(prediction, workspace.cluster().contention()).sentence(),
                  advice.sentence());
      return Answer.ok(json, text);
    }
  }
}
