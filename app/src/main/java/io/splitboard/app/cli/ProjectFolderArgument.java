package io.splitboard.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Names a project. */
final class ProjectFolderArgument {

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = ".",
      paramLabel = "PROJECT",
      description = "Folder of the project; default: the current folder.")
  private Path folder;

  Path folder() {
    return folder;
  }
}
