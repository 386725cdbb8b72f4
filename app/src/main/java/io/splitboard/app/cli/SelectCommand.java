package io.splitboard.app.cli;

import io.splitboard.app.service.FamilyTimes;
import io.splitboard.app.service.RateTraceFile;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.selection.LinkTrace;
import io.splitboard.solver.selection.RateTrace;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private ProjectFolderArgument project;

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

  @Option(
      names = "--rate-trace",
      paramLabel = "FILE.csv",
      description =
          "Instead of a walk, the requests spread evenly over a recorded rate: in each row a time in "
              + "seconds and the rate in Mbit/s from then on of the slowest link; others vary in proportion.")
  private Path rateTrace;

  @Override
  Answer answer(Progress progress) {
    check();
    Optional<RateTrace> recorded = Optional.ofNullable(rateTrace).map(RateTraceFile::read);
    SolveLimits limits = new SolveLimits(seconds, Runtime.getRuntime().availableProcessors(), 0);
    try (Workspace workspace = Workspace.look(project.folder(), progress)) {
      FamilyTimes times = FamilyTimes.of(workspace, limits, progress);
      progress.report("Serving " + requests + " requests", -1);
      SelectAnswer answer = new SelectAnswer(workspace, times, deadlineMs);
      return recorded
          .map(trace -> answer.over(trace, requests))
          .orElseGet(
              () ->
                  answer.overWalk(LinkTrace.walk(requests, least, most, seed), least, most, seed));
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
}
