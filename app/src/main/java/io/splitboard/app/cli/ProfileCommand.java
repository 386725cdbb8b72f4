package io.splitboard.app.cli;

import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.profile.Profile;
import io.splitboard.fleet.profiling.Profiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replaces catalogue figures by measured ones. */
@Command(
    name = "profile",
    description = {
      "Measures every layer on every device, and the links between them.",
      "What comes of it is saved in the project, and predictions rest on it from then on."
    },
    mixinStandardHelpOptions = true)
final class ProfileCommand extends AnsweringCommand {

  @Mixin private ProjectArguments project;
  @Mixin private DeployOptions deploy;

  @Option(
      names = "--deployed",
      description = "Measure the design's own tasks, as they are deployed, instead.")
  private boolean deployed;

  @Option(
      names = "--check",
      description =
          "Save nothing: time the whole network on each device, and tell whether its profile still"
              + " holds.")
  private boolean check;

  @Option(names = "--drop", description = "Measure nothing, and go back to the catalogue.")
  private boolean drop;

  @Override
  Answer answer(Progress progress) {
    try (Workspace workspace = project.open(new ConsolePrompts(), progress)) {
      if (drop) {
        workspace.save(Optional.empty());
        return Answer.ok(Map.of("dropped", true), "Costs are the catalogue's again.\n");
      }
      deploy.prepare(workspace);
      if (check) {
        return check(workspace.pace(progress));
      }
      if (deployed) {
        workspace.deploy(
            project.design(workspace), deploy.optimize(), deploy.listener(this), progress);
      }
      return answer(workspace, workspace.measure(deploy.listener(this), progress));
    }
  }

  private static Answer check(Map<String, Double> paces) {
    if (paces.isEmpty()) {
      throw new UserException(
          "No device was measured with this network: run `profile` without --check first.");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pace", paces);
    StringBuilder text = new StringBuilder();
    paces.forEach(
        (device, pace) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-12s takes %.0f %% of the time in its profile%s%n",
                    device,
                    100 * pace,
                    Math.abs(pace - 1) > Profiler.STEADY ? ": measure it again" : "")));
    return Answer.ok(json, text.toString());
  }

  private static Answer answer(Workspace workspace, Profile profile) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", workspace.project().name());
    json.put("devices", List.copyOf(profile.devices().keySet()));
    json.put("links", profile.links());
    StringBuilder text = new StringBuilder();
    text.append(workspace.project().name()).append(" was measured\n");
    profile
        .devices()
        .forEach(
            (device, costs) -> {
              double ms = costs.layerMs().values().stream().mapToDouble(f -> f.value()).sum();
              text.append(
                  String.format(
                      Locale.ROOT,
                      "  %-12s all layers together %s, each task %s more, %s for each megabyte that it reads or makes%n",
                      device,
                      Units.ms(ms),
                      Units.ms(costs.overheadMs().value()),
                      Units.ms(costs.perMegabyteMs().value())));
            });
    for (Link link : profile.links()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-12s %.1f Mbit/s, delay %.3f ms (%s)%n",
              link.from() + "→" + link.to(),
              link.mbitPerSecond(),
              link.delayMs(),
              link.origin().name().toLowerCase(Locale.ROOT)));
    }
    return Answer.ok(json, text.toString());
  }
}
