package io.splitboard.app.cli;

import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Design;
import io.splitboard.fleet.Prompts;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Names a project and maybe one of its designs. */
final class ProjectArguments {

  @Mixin private ProjectFolderArgument project;

  @Option(
      names = "--design",
      paramLabel = "DESIGN",
      description = "Id or name of the design; default: the first one.")
  private String design;

  Path folder() {
    return project.folder();
  }

  /** Opens the project to work on it. */
  Workspace open(Prompts prompts, Progress progress) {
    return Workspace.open(folder(), prompts, progress);
  }

  /** Opens the project only to look at it, also while a workbench has it open. */
  Workspace look(Progress progress) {
    return Workspace.look(folder(), progress);
  }

  /** The design that is meant. */
  Design design(Workspace workspace) {
    return design(workspace, design);
  }

  /**
   * The design of this id or name, or else the first one.
   *
   * @param wanted null for the first one
   */
  static Design design(Workspace workspace, String wanted) {
    workspace.network();
    if (wanted != null) {
      return workspace.project().design(wanted);
    }
    List<Design> designs = workspace.project().designs();
    if (designs.isEmpty()) {
      List<String> problems = workspace.problems();
      throw new UserException(
          problems.isEmpty()
              ? "The project has no design: add one in the window."
              : problems.get(0));
    }
    return designs.get(0);
  }
}
