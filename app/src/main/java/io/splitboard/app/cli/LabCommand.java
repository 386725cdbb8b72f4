package io.splitboard.app.cli;

import io.splitboard.app.service.KnownHosts;
import io.splitboard.app.service.LabService;
import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.project.ProjectFolder;
import io.splitboard.lab.VirtualDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the virtual devices of a project, for logging in by hand. */
@Command(
    name = "lab",
    description = {
      "Starts the virtual devices of a project, to log in by hand.",
      "Keeps them until Ctrl-C. Deploying needs no lab: it starts its own."
    },
    mixinStandardHelpOptions = true)
final class LabCommand extends AnsweringCommand {

  @Mixin private ProjectFolderArgument project;

  @Option(names = "--check", description = "Start, tell where they are, and stop at once.")
  private boolean check;

  @Override
  Answer answer(Progress progress) {
    ProjectFolder opened = ProjectFolder.open(project.folder());
    Cluster cluster = opened.cluster();
    try (LabService lab = new LabService(opened.state().resolve("lab"), KnownHosts.ofUser())) {
      lab.endpoints(cluster);
      List<VirtualDevice> devices = lab.devices();
      if (!check && !devices.isEmpty()) {
        devices.forEach(device -> tell(login(device)));
        tell("Ctrl-C stops the lab.");
        hold(progress);
      }
      StringBuilder text = new StringBuilder();
      text.append(devices.size()).append(" virtual devices").append('\n');
      devices.forEach(device -> text.append(login(device)).append('\n'));
      return Answer.ok(
          Map.of("devices", devices.stream().map(LabCommand::json).toList()), text.toString());
    }
  }

  private static void hold(Progress progress) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!progress.cancelled()) {
        if (never.await(200, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String login(VirtualDevice device) {
    return "  %-12s ssh -i %s -o UserKnownHostsFile=%s -p %d %s@%s"
        .formatted(
            device.id(),
            device.keyFile(),
            device.knownHosts(),
            device.port(),
            device.user(),
            device.host());
  }

  private static Map<String, Object> json(VirtualDevice device) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", device.id());
    json.put("host", device.host());
    json.put("port", device.port());
    json.put("user", device.user());
    json.put("keyFile", device.keyFile().toString());
    json.put("knownHosts", device.knownHosts().toString());
    json.put("home", device.home().toString());
    return json;
  }
}
