package io.splitboard.app.cli;

import io.splitboard.app.service.Divergence;
import io.splitboard.app.service.LossyEffect;
import io.splitboard.app.service.PiecewiseCheck;
import io.splitboard.app.service.PiecewiseCheck.Outcome;
import io.splitboard.app.service.PiecewiseCheck.StoredSet;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.program.Program;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs a check that is open and says what came of it. */
final class CheckAnswer {

  private CheckAnswer() {}

  /**
   * Runs it.
   *
   * @param what is checked, as the answer begins
   * @param codecs of the links; lossy ones are looked at besides
   * @param reference folder of stored sets
   */
  static Answer of(
      PiecewiseCheck check, Map<String, Object> what, LinkCodecs codecs, Optional<Path> reference) {
    Outcome outcome = check.random();
    Optional<Divergence> divergence = outcome.equal() ? Optional.empty() : check.divergence();
    Optional<LossyEffect> lossy = check.lossy(codecs);
    List<StoredSet> stored = reference.map(check::stored).orElse(List.of());
    Map<String, Object> json = new LinkedHashMap<>(what);
    Program program = check.program();
    json.put("tasks", program.tasks().size());
    json.put("transfers", program.transfers().size());
    json.put("bytes", program.transferBytes());
    json.put("maxAbsDiff", outcome.maxAbsDiff());
    json.put("maxAbsOutput", outcome.maxAbsOutput());
    json.put("bitExact", outcome.bitExact());
    divergence.ifPresent(first -> json.put("firstDivergence", json(first)));
    OptionalDouble rounding =
        outcome.equal()
            ? OptionalDouble.empty()
            : OptionalDouble.of(check.sensitivity().maxAbsDiff());
    rounding.ifPresent(change -> json.put("lastBitChange", change));
    lossy.ifPresent(effect -> json.put("lossy", LossyJson.of(effect)));
    if (reference.isPresent()) {
      json.put("references", stored.stream().map(CheckAnswer::json).toList());
    }
    boolean good =
        outcome.equal()
            && stored.stream().allMatch(set -> set.outcome().equal())
            && lossy.map(LossyEffect::ok).orElse(true);
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %d tasks on %s devices, %d transfers of %s together%n"
            .formatted(
                what.containsKey("design")
                    ? what.get("project") + ", " + what.get("design")
                    : what.get("model"),
                program.tasks().size(),
                what.get("devices"),
                program.transfers().size(),
                Units.bytes(program.transferBytes())));
    text.append("  against the whole model: ").append(sentence(outcome)).append('\n');
    divergence.ifPresent(first -> text.append(line(first)));
    rounding.ifPresent(change -> text.append(rounding(change, outcome)));
    lossy.ifPresent(effect -> text.append(LossyJson.text(effect)));
    stored.forEach(
        set ->
            text.append("  stored set ")
                .append(set.name())
                .append(": ")
                .append(sentence(set.outcome()))
                .append('\n'));
    return new Answer(json, text.toString(), good ? ExitCode.OK : ExitCode.FAILED);
  }

  private static String line(Divergence first) {
    return "  first at layer %s on %s: %s differs by %s%n"
        .formatted(first.layer(), first.device(), first.fragment(), first.maxAbsDiff());
  }

  private static String rounding(double change, Outcome outcome) {
    return "  for comparison: moving what travels by one unit in its last place changes outputs by up to %s%s%n"
        .formatted(
            change,
            change >= outcome.maxAbsDiff()
                ? ": this network enlarges rounding as much as the difference is"
                : "");
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

  private static Map<String, Object> json(StoredSet set) {
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
