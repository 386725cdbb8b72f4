package io.splitboard.app.cli;

import io.splitboard.app.service.Explanation;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.partition.Violation;
import io.splitboard.core.project.Design;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.explain.Robustness;
import io.splitboard.solver.explain.WhatIf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why a design is as fast as it is, and what would change that. */
@Command(
    name = "explain",
    description = {
      "Tells why a design is as fast as it is, and the single change that would bring most.",
      "Also what would be if links or devices were different, and how it stands varying rates."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand extends AnsweringCommand {

  @Mixin private ProjectArguments project;

  @Option(
      names = "--objective",
      paramLabel = "OBJECTIVE",
      description = "latency, throughput, energy, bytes or memory; default: the design's own.")
  private String objective;

  @Option(
      names = "--what-if",
      paramLabel = "CHANGE",
      description =
          "Solve again under a change: link:A:B=5Mbit/s or link:A:B=x0.5 (both directions), "
              + "link:all=x2, device:A=off, device:NEW=pi-4b or device:NEW=pi-4b@wifi. Can be repeated.")
  private List<String> questions = List.of();

  @Option(
      names = "--vary",
      paramLabel = "PERCENT",
      description = "Let speeds and rates vary by so many percent, each by itself.")
  private Double vary;

  @Option(
      names = "--samples",
      defaultValue = "200",
      paramLabel = "N",
      description = "How often they are drawn; default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Equal seeds draw equally; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"--time", "--time-limit"},
      defaultValue = "5",
      paramLabel = "SECONDS",
      description = "For each what-if; default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Override
  Answer answer(Progress progress) {
    check();
    try (Workspace workspace = project.look(progress)) {
      Design chosen = project.design(workspace);
      Design design = objective == null ? chosen : chosen.with(Quantities.objective(objective));
      workspace.prepare(design, progress);
      List<Violation> violations = workspace.planning().violations(design);
      if (!violations.isEmpty()) {
        throw new UserException(violations.get(0).sentence());
      }
      int threads = Runtime.getRuntime().availableProcessors();
      Problem problem = workspace.planning().problem(design, new SolveLimits(seconds, threads, 0));
      ExplainText text = new ExplainText(design);
      text.explanation(
          workspace.project().name(), Explanation.of(problem, design.partition(), progress));
      Map<String, WhatIf> answers = new LinkedHashMap<>();
      for (String question : questions) {
        var scenario = WhatIfText.read(question, problem, design.partition());
        answers.put(question, WhatIf.of(scenario, design.partition(), progress));
      }
      text.whatIf(answers);
      if (vary != null) {
        text.robustness(
            Robustness.of(problem, design.partition(), vary / 100, samples, seed, progress));
      }
      return text.answer();
    }
  }

  private void check() {
    if (!(seconds > 0) || samples < 1) {
      throw new UserException("--time-limit must be above 0 seconds and --samples 1 or more.");
    }
    if (vary != null && !(vary >= 0 && vary < 100)) {
      throw new UserException("--vary is in percent, from 0 to less than 100.");
    }
  }
}
