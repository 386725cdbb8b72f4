package io.splitboard.app.cli;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Pace;
import io.splitboard.app.service.RandomInputs;
import io.splitboard.app.service.RunOutcome;
import io.splitboard.app.service.Workspace;
import io.splitboard.app.service.solving.Found;
import io.splitboard.app.service.solving.Method;
import io.splitboard.app.service.solving.MethodChoice;
import io.splitboard.app.service.solving.Solving;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.network.Network;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Comparison;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Design;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.project.Objective;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.fleet.RunListener;
import io.splitboard.solver.SolveLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The steps of the demo, on a copy of a project, so that the sample stays as it is. */
final class Demo {

  /** Requests one at a time, for the latency that one user sees. */
  private static final int ALONE = 15;

  private static final long SEED = 1;

  private final Path sample;
  private final Path copy;
  private final int requests;
  private final double solveSeconds;
  private final DeployOptions deploy;
  private final AnsweringCommand command;

  Demo(
      Path sample,
      Path copy,
      int requests,
      double solveSeconds,
      DeployOptions deploy,
      AnsweringCommand command) {
    this.sample = sample;
    this.copy = copy;
    this.requests = requests;
    this.solveSeconds = solveSeconds;
    this.deploy = deploy;
    this.command = command;
  }

  /**
   * One design, run in both paces.
   *
   * @param alone one request at a time
   * @param stream several in flight
   */
  record Measured(RunOutcome alone, RunOutcome stream) {}

  /**
   * What the demo found.
   *
   * @param oneRequest the distributed design with one request at a time
   * @param comparison one device against the distributed design, both with a stream
   * @param remarks sentences for the report
   */
  record Result(
      String model,
      Network network,
      Measured oneDevice,
      Measured distributed,
      Experiment oneRequest,
      Comparison comparison,
      List<String> remarks) {

    List<RunOutcome> outcomes() {
      return List.of(
          oneDevice.alone(), oneDevice.stream(), distributed.alone(), distributed.stream());
    }
  }

  Result run(Progress progress) {
    copyProject();
    try (Workspace workspace = Workspace.open(copy, new ConsolePrompts(), progress)) {
      deploy.prepare(workspace);
      command.tell("Measuring the devices and the links");
      workspace.calibrate(progress);
      command.tell("Solving");
      Design solved = solve(workspace, progress);
      Design single = bestSingle(workspace, solved);
      Measured one = measure(workspace, single, progress);
      Measured split = measure(workspace, solved, progress);
      Experiment a = workspace.experiments().save(single.name(), one.stream());
      Experiment b = workspace.experiments().save(solved.name(), split.stream());
      workspace.experiments().save(single.name() + ", one at a time", one.alone());
      Experiment alone =
          workspace.experiments().save(solved.name() + ", one at a time", split.alone());
      return new Result(
          workspace.project().model(),
          workspace.network(),
          one,
          split,
          alone,
          Comparison.of(a, b),
          remarks(one, split));
    }
  }

  private static Design bestSingle(Workspace workspace, Design solved) {
    String device = workspace.planning().advice(solved.partition()).device();
    if (device == null) {
      throw new UserException("The network fits on no single device: nothing to compare with.");
    }
    Partition whole = Partition.onOneDevice(workspace.network(), device);
    Design design =
        new Design(
            "demo-one-device", "All on " + device, Objective.THROUGHPUT, Constraints.NONE, whole);
    workspace.save(design);
    return design;
  }

  private Design solve(Workspace workspace, Progress progress) {
    Design start =
        new Design(
            "demo-solver-s-cut",
            "Solver's cut",
            Objective.THROUGHPUT,
            Constraints.NONE,
            Partition.onOneDevice(workspace.network(), workspace.cluster().source()));
    int threads = Runtime.getRuntime().availableProcessors();
    Found found =
        new Solving(workspace)
            .solve(
                start,
                MethodChoice.of(Method.usual(start)),
                new SolveLimits(solveSeconds, threads, 0),
                (incumbent, value, bound, at) ->
                    command.tell(
                        String.format(
                            Locale.ROOT,
                            "  best %.2f ms between results, bound %.2f ms",
                            value,
                            bound)),
                progress);
    Design solved = start.with(found.solution().partition());
    workspace.save(solved);
    return solved;
  }

  private Measured measure(Workspace workspace, Design design, Progress progress) {
    command.tell("Deploying “" + design.name() + "”");
    LiveDeployment live =
        workspace.deploy(design, deploy.optimize(), deploy.listener(command), progress);
    workspace.calibrate(progress);
    RandomInputs inputs = new RandomInputs(SEED);
    RunOutcome alone =
        workspace.run(live, inputs, ALONE, Pace.ONE_AT_A_TIME, RunListener.NONE, progress);
    RunOutcome stream =
        workspace.run(live, inputs, requests, Pace.STREAM, RunListener.NONE, progress);
    workspace.stop(progress);
    return new Measured(alone, stream);
  }

  private static List<String> remarks(Measured one, Measured split) {
    return List.of(
        remark("One request alone", one.alone(), split.alone(), false),
        remark("Many requests", one.stream(), split.stream(), true),
        "The devices are virtual: agents on this computer, slowed down by their CPU time, over links"
            + " shaped in rate and delay. Energy is modelled in every case.");
  }

  private static String remark(String what, RunOutcome one, RunOutcome split, boolean throughput) {
    return String.format(
        Locale.ROOT,
        "%s: %s on one device, %s distributed (predicted %s and %s).",
        what,
        figure(one.measuredSummary(), throughput),
        figure(split.measuredSummary(), throughput),
        figure(one.predictedSummary(), throughput),
        figure(split.predictedSummary(), throughput));
  }

  private static String figure(io.splitboard.core.simulation.Summary summary, boolean throughput) {
    return throughput
        ? Units.perSecond(summary.throughputPerSecond())
        : Units.ms(summary.latencyP50Ms());
  }

  private void copyProject() {
    ProjectFolder.open(sample);
    if (Files.exists(copy.resolve("project.json"))) {
      ProjectFolder.open(copy);
      return;
    }
    try (Stream<Path> files = Files.walk(sample)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = sample.relativize(file);
        if (!relative.startsWith(".splitboard")
            && !relative.toString().startsWith("experiments.db")) {
          Path target = copy.resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UserException(
          "The project " + sample + " could not be copied to " + copy + ": " + e.getMessage(), e);
    }
  }
}
