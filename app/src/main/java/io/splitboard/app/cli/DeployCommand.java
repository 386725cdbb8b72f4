package io.splitboard.app.cli;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Pace;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.program.Program;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts a design on its devices and holds it there. */
@Command(
    name = "deploy",
    description =
        "Puts a design on its devices and holds it there. "
            + "Until Ctrl-C, or until `splitboard stop` in another terminal. Meanwhile `splitboard run` uses "
            + "it. Its answer comes when it has stopped.",
    mixinStandardHelpOptions = true)
final class DeployCommand extends AnsweringCommand {

  @Mixin private ProjectArguments project;
  @Mixin private DeployOptions deploy;

  @Override
  Answer answer(Progress progress) {
    try (Workspace workspace = project.open(new ConsolePrompts(), progress)) {
      deploy.prepare(workspace);
      LiveDeployment live =
          workspace.deploy(
              deploy.changed(workspace, project.design(workspace), progress),
              deploy.optimize(),
              Pace.STREAM,
              deploy.listener(this),
              progress);
      try (Holder holder = Holder.open(workspace, live)) {
        tell("“" + live.design().name() + "” is live. Ctrl-C or `splitboard stop` ends it.");
        holder.serve(progress);
      }
      workspace.stop(progress);
      return answer(workspace, live);
    } catch (IOException e) {
      throw new UserException(
          "The deployment could not be held (" + e.getMessage() + "): check the temporary folder.",
          e);
    }
  }

  private static Answer answer(Workspace workspace, LiveDeployment live) {
    Program program = live.program();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project", workspace.project().name());
    json.put("design", live.design().name());
    json.put("devices", program.devices());
    json.put("tasks", program.tasks().size());
    json.put("transfers", program.transfers().size());
    json.put("stopped", true);
    return Answer.ok(json, "“%s” was live and has been stopped.%n".formatted(live.design().name()));
  }
}
