package io.splitboard.fleet;

import io.splitboard.core.Progress;
import io.splitboard.core.program.Program;
import io.splitboard.core.program.Task;
import io.splitboard.core.project.Folders;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.agent.TaskModel;
import io.splitboard.fleet.provisioning.AgentBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings programs onto devices. */
public final class Fleet {

  private Fleet() {}

  /**
   * Deploys a program: cuts its sub-models, then, on all devices at once, logs in, checks, sends
   * what is missing, starts agents, loads and links. Blocks until all are ready; run it off the
   * window's thread.
   *
   * @param listener told how far each device is
   * @param progress told how far the whole is; may cancel
   * @throws io.splitboard.core.UserException if it fails: then nothing is left running anywhere
   * @throws java.util.concurrent.CancellationException if cancelled: likewise
   */
  public static Deployment deploy(
      DeployRequest request, DeployListener listener, Progress progress) {
    return launch(request, false, progress).start(listener, progress);
  }

  /** Deploys with every link of the cluster open, so that all can be measured. */
  public static Deployment deployWithAllLinks(
      DeployRequest request, DeployListener listener, Progress progress) {
    return launch(request, true, progress).start(listener, progress);
  }

  private static Launch launch(DeployRequest request, boolean allLinks, Progress progress) {
    Program program = request.program();
    Shards shards =
        new Shards(program, models(request, progress), request.optimize(), request.maxInFlight());
    AgentBundle bundle =
        new AgentBundle(request.agentBundle(), Folders.cache().resolve("agent-bundles"));
    return new Launch(
        shards,
        allLinks ? withIdle(program, request) : program.devices(),
        request.cluster(),
        request.endpoints(),
        bundle,
        request.prompts(),
        allLinks);
  }

  /** The program's devices and all others that can be reached. */
  private static List<String> withIdle(Program program, DeployRequest request) {
    return request.cluster().deviceIds().stream()
        .filter(
            device -> request.endpoints().containsKey(device) || program.devices().contains(device))
        .toList();
  }

  private static Map<String, TaskModel> models(DeployRequest request, Progress progress) {
    Map<String, TaskModel> models = new LinkedHashMap<>();
    List<Task> tasks = request.program().tasks();
    for (Task task : tasks) {
      progress.check();
      progress.report("cutting " + task.id(), (double) models.size() / tasks.size());
      models.put(task.id(), TaskModel.of(request.cutter(), request.blobs(), task));
    }
    return models;
  }
}
