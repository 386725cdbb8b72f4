package io.splitboard.fleet;

import io.splitboard.core.Progress;
import io.splitboard.core.program.Task;
import io.splitboard.core.project.Folders;
import io.splitboard.fleet.agent.Shards;
import io.splitboard.fleet.agent.TaskModel;
import io.splitboard.fleet.provisioning.AgentBundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Shards shards =
        new Shards(
            request.program(),
            models(request, progress),
            request.optimize(),
            request.maxInFlight());
    return new Launch(
            Optional.of(request.cutter().network()),
            shards,
            request.program().devices(),
            request.cluster(),
            request.endpoints(),
            bundle(request.agentBundle()),
            request.prompts(),
            false)
        .start(listener, progress);
  }

  /**
   * Brings files and agents onto devices and opens all links between them, but loads nothing yet.
   *
   * @param tasks whose sub-models and weights the devices get
   * @param request only its cluster, endpoints, bundle and prompts matter
   * @throws io.splitboard.core.UserException as {@link #deploy}
   */
  public static Deployment deployForMeasuring(
      Shards tasks, ProfilingRequest request, DeployListener listener, Progress progress) {
    List<String> devices =
        request.cluster().deviceIds().stream().filter(request.endpoints()::containsKey).toList();
    return new Launch(
            Optional.of(request.cutter().network()),
            tasks,
            devices,
            request.cluster(),
            request.endpoints(),
            bundle(request.agentBundle()),
            request.prompts(),
            true)
        .start(listener, progress);
  }

  private static AgentBundle bundle(Path folder) {
    return new AgentBundle(folder, Folders.cache().resolve("agent-bundles"));
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
