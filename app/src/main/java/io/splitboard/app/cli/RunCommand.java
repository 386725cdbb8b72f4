package io.splitboard.app.cli;

import io.splitboard.app.service.LiveDeployment;
import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.project.Design;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs requests. */
@Command(
    name = "run",
    description =
        "Runs requests on a design's devices and checks every result. "
            + "Every result is compared with the whole network's, which runs here. "
            + "Uses the deployment that `splitboard deploy` holds in another terminal; without one it "
            + "deploys, runs and stops.",
    mixinStandardHelpOptions = true)
final class RunCommand extends AnsweringCommand {

  @Mixin private ProjectArguments project;
  @Mixin private DeployOptions deploy;
  @Mixin private RunOptions run;

  @Override
  Answer answer(Progress progress) {
    RunRequest request = run.request();
    Optional<HolderClient> holder = HolderClient.find(project.folder());
    if (holder.isPresent()) {
      return holder.get().run(request, progress);
    }
    try (Workspace workspace = project.open(new ConsolePrompts(), progress)) {
      deploy.prepare(workspace);
      Design design = deploy.changed(workspace, project.design(workspace), progress);
      LiveDeployment live =
          workspace.deploy(
              design,
              deploy.optimize(),
              RunAction.pace(request, design),
              deploy.listener(this),
              progress);
      return new RunAction(workspace, live).run(request, progress);
    }
  }
}
