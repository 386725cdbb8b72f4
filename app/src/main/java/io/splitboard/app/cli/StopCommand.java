package io.splitboard.app.cli;

import io.splitboard.core.Progress;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the deployment that another process holds. */
@Command(
    name = "stop",
    description = {
      "Ends the deployment that `splitboard deploy` holds.",
      "Agents end by themselves when the process that deployed them is gone, however it ended."
    },
    mixinStandardHelpOptions = true)
final class StopCommand extends AnsweringCommand {

  @Mixin private ProjectFolderArgument project;

  @Override
  Answer answer(Progress progress) {
    return HolderClient.find(project.folder())
        .map(holder -> holder.stop(progress))
        .orElseGet(
            () -> Answer.ok(Map.of("stopped", false), "No deployment of this project is live.\n"));
  }
}
