package io.splitboard.app.cli;

import io.splitboard.app.service.FamilyTimes;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.selection.Candidate;
import io.splitboard.solver.selection.LinkTrace;
import io.splitboard.solver.selection.Mode;
import io.splitboard.solver.selection.ModelSelection;
import io.splitboard.solver.selection.ModelSelection.Choice;
import io.splitboard.solver.selection.Reliability;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses a model of a project's family under a deadline. */
@Command(
    name = "select",
    description = {
      "Chooses the most accurate model of a family that answers in time.",
      "On one device or on several; tells how often it would with links that vary. All times are"
          + " simulated."
    },
    mixinStandardHelpOptions = true)
final class SelectCommand extends AnsweringCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = ".",
      paramLabel = "PROJECT",
      description = "Folder of the project; default: the current folder.")
  private Path folder;

  @Option(
      names = "--deadline-ms",
      required = true,
      paramLabel = "MS",
      description = "How long a request may take.")
  private double deadlineMs;

  @Option(
      names = "--time-limit",
      defaultValue = "2",
      paramLabel = "SECONDS",
      description = "How long each model's split is searched; default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--requests",
      defaultValue = "500",
      paramLabel = "N",
      description = "Requests over varying links; default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--least-rate",
      defaultValue = "0.25",
      paramLabel = "FACTOR",
      description = "The links' rates go down to this part of theirs; default: ${DEFAULT-VALUE}.")
  private double least;

  @Option(
      names = "--most-rate",
      defaultValue = "1.5",
      paramLabel = "FACTOR",
      description = "The links' rates go up to this part of theirs; default: ${DEFAULT-VALUE}.")
  private double most;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "SEED",
      description = "Of the links' walk; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  Answer answer(Progress progress) {
    check();
    SolveLimits limits = new SolveLimits(seconds, Runtime.getRuntime().availableProcessors(), 0);
    try (Workspace workspace = Workspace.look(folder, progress)) {
      return answer(workspace, FamilyTimes.of(workspace, limits, progress));
    }
  }

  private void check() {
    if (!(deadlineMs > 0) || !(seconds > 0) || requests < 1) {
      throw new UserException(
          "--deadline-ms and --time-limit must be above 0, --requests at least 1.");
    }
    if (!(least > 0) || !(most >= least) || Double.isInfinite(most)) {
      throw new UserException("--least-rate must be above 0, and --most-rate no less than it.");
    }
  }

  private Answer answer(Workspace workspace, FamilyTimes times) {
    List<Candidate> candidates = times.at(1);
    Choice choice = ModelSelection.choose(candidates, deadlineMs);
    LinkTrace trace = LinkTrace.walk(requests, least, most, seed);
    Map<String, Reliability> served = new LinkedHashMap<>();
    served.put("bothModes", Reliability.of(times, trace, deadlineMs, EnumSet.allOf(Mode.class)));
    served.put("standAlone", Reliability.of(times, trace, deadlineMs, Set.of(Mode.STAND_ALONE)));
    if (candidates.stream().anyMatch(one -> one.mode() == Mode.DISTRIBUTED)) {
      served.put("distributed", Reliability.of(times, trace, deadlineMs, Set.of(Mode.DISTRIBUTED)));
    }
    return Answer.ok(
        json(workspace, candidates, choice, served), text(workspace, candidates, choice, served));
  }

  private Map<String, Object> json(
      Workspace workspace,
      List<Candidate> candidates,
      Choice choice,
      Map<String, Reliability> served) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", workspace.project().name());
    json.put("deadlineMs", deadlineMs);
    json.put("accuracy", workspace.family().accuracy());
    json.put("chosen", json(choice));
    for (Mode mode : Mode.values()) {
      String name = mode == Mode.STAND_ALONE ? "standAlone" : "distributed";
      ModelSelection.choose(candidates, mode, deadlineMs)
          .ifPresent(best -> json.put(name, json(best)));
    }
    json.put("candidates", candidates.stream().map(this::json).toList());
    Map<String, Object> reliability = new LinkedHashMap<>();
    reliability.put("requests", requests);
    reliability.put("leastRate", least);
    reliability.put("mostRate", most);
    reliability.put("seed", seed);
    served.forEach((name, one) -> reliability.put(name, json(one)));
    json.put("reliability", reliability);
    return json;
  }

  private Map<String, Object> json(Choice choice) {
    Map<String, Object> json = json(choice.candidate());
    json.put("why", choice.why());
    return json;
  }

  private Map<String, Object> json(Candidate candidate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", candidate.model());
    json.put("accuracy", candidate.accuracy());
    json.put("mode", candidate.mode().words());
    json.put("latencyMs", candidate.latencyMs());
    json.put("inTime", candidate.latencyMs() <= deadlineMs);
    return json;
  }

  private static Map<String, Object> json(Reliability one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("share", one.share());
    json.put("meanAccuracy", one.meanAccuracy());
    json.put("chosen", one.chosen());
    return json;
  }

  private String text(
      Workspace workspace,
      List<Candidate> candidates,
      Choice choice,
      Map<String, Reliability> served) {
    StringBuilder text = new StringBuilder();
    line(text, "%s, %s within %s", name(workspace), workspace.family().accuracy(), ms(deadlineMs));
    line(text, "  chosen: %s. %s", describe(choice.candidate()), choice.why());
    for (Candidate candidate : candidates) {
      line(
          text,
          "  %-46s %6.1f  %-11s %10s  %s",
          candidate.model(),
          candidate.accuracy(),
          candidate.mode().words(),
          ms(candidate.latencyMs()),
          candidate.latencyMs() <= deadlineMs ? "in time" : "too late");
    }
    line(
        text,
        "  %d requests while rates walk between %.2f and %.2f of theirs:",
        requests,
        least,
        most);
    served.forEach(
        (name, one) ->
            line(
                text,
                "  %-12s %5.1f %% in time, mean accuracy of these %.1f",
                name,
                100 * one.share(),
                one.meanAccuracy()));
    return text.toString();
  }

  private static String name(Workspace workspace) {
    return workspace.project().name();
  }

  private static String describe(Candidate candidate) {
    return candidate.model() + ", " + candidate.mode().words() + ", " + ms(candidate.latencyMs());
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, "%.1f ms", value);
  }

  private static void line(StringBuilder text, String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append(System.lineSeparator());
  }
}
