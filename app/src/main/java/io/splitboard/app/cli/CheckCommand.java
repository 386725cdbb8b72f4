package io.splitboard.app.cli;

import io.splitboard.app.service.Divergence;
import io.splitboard.app.service.OpenModel;
import io.splitboard.app.service.PiecewiseCheck;
import io.splitboard.app.service.PiecewiseCheck.Outcome;
import io.splitboard.app.service.PlacementMix;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cuts a model at random and compares the pieces' result with the whole model's. */
@Command(
    name = "check",
    description = "Cuts a model at random, runs it piecewise here and compares with the whole.",
    mixinStandardHelpOptions = true)
final class CheckCommand extends AnsweringCommand {

  private enum Switch {
    ON,
    OFF
  }

  @Mixin private ModelArguments model;

  @Option(
      names = "--devices",
      defaultValue = "3",
      paramLabel = "N",
      description = "Number of devices; default: ${DEFAULT-VALUE}.")
  private int devices;

  @Option(
      names = "--placement",
      defaultValue = "layers",
      description = "layers, rows, channels or mixed; default: ${DEFAULT-VALUE}.")
  private PlacementMix placement;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the partition and of the input; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--optimize",
      defaultValue = "off",
      paramLabel = "on|off",
      description =
          "ONNX Runtime's graph optimization. Off: results of whole layers must be equal bit for bit,"
              + " of split ones within 1e-6 of the largest output (1e-5 where sums are shared out);"
              + " on: within 1e-4. Default: ${DEFAULT-VALUE}.")
  private Switch optimize;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      description = "Also run the stored sets test_data_set_*/input_*.pb in this folder.")
  private Path reference;

  @Override
  Answer answer(Progress progress) {
    if (devices < 1) {
      throw new UserException("--devices must be at least 1.");
    }
    OpenModel opened = model.open(progress);
    try (PiecewiseCheck check =
        PiecewiseCheck.open(opened, placement, devices, seed, optimize == Switch.ON, progress)) {
      Outcome random = check.random();
      List<PiecewiseCheck.StoredSet> stored =
          reference == null ? List.of() : check.stored(reference);
      return answer(check, random, stored);
    }
  }

  private Answer answer(
      PiecewiseCheck check, Outcome outcome, List<PiecewiseCheck.StoredSet> stored) {
    boolean equal = outcome.equal() && stored.stream().allMatch(set -> set.outcome().equal());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", model.reference());
    json.put("placement", placement.word());
    json.put("devices", devices);
    json.put("seed", seed);
    json.put("optimize", optimize == Switch.ON ? "on" : "off");
    json.put("tasks", check.program().tasks().size());
    json.put("transfers", check.program().transfers().size());
    json.put("bytes", check.program().transferBytes());
    json.put("maxAbsDiff", outcome.maxAbsDiff());
    json.put("maxAbsOutput", outcome.maxAbsOutput());
    json.put("bitExact", outcome.bitExact());
    Optional<Divergence> divergence = outcome.equal() ? Optional.empty() : check.divergence();
    divergence.ifPresent(first -> json.put("firstDivergence", json(first)));
    if (reference != null) {
      json.put("references", stored.stream().map(CheckCommand::json).toList());
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %d tasks on %d devices, %d transfers of %s together%n"
            .formatted(
                model.reference(),
                check.program().tasks().size(),
                devices,
                check.program().transfers().size(),
                Units.bytes(check.program().transferBytes())));
    text.append("  against the whole model: ").append(sentence(outcome)).append('\n');
    divergence.ifPresent(
        first ->
            text.append(
                "  first at layer %s on %s: %s differs by %s%n"
                    .formatted(
                        first.layer(), first.device(), first.fragment(), first.maxAbsDiff())));
    stored.forEach(
        set ->
            text.append("  stored set ")
                .append(set.name())
                .append(": ")
                .append(sentence(set.outcome()))
                .append('\n'));
    return new Answer(json, text.toString(), equal ? ExitCode.OK : ExitCode.FAILED);
  }

  private static Map<String, Object> json(Divergence first) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", first.layer());
    json.put("device", first.device());
    json.put("fragment", first.fragment());
    json.put("maxAbsDiff", first.maxAbsDiff());
    json.put("maxAbsValue", first.maxAbsValue());
    return json;
  }

  private static Map<String, Object> json(PiecewiseCheck.StoredSet set) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("set", set.name());
    json.put("maxAbsDiff", set.outcome().maxAbsDiff());
    json.put("maxAbsOutput", set.outcome().maxAbsOutput());
    json.put("equal", set.outcome().equal());
    return json;
  }

  private static String sentence(Outcome outcome) {
    String verdict = outcome.equal() ? "equal" : "NOT EQUAL";
    return outcome.bitExact()
        ? verdict + " bit for bit"
        : verdict
            + ", largest difference "
            + outcome.maxAbsDiff()
            + " (largest output "
            + outcome.maxAbsOutput()
            + ")";
  }
}
