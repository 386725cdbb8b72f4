package io.splitboard.app.cli;

import io.splitboard.app.window.shell.WorkbenchApplication;
import io.splitboard.core.UserException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens the workbench. */
@Command(
    name = "window",
    description = "Opens the workbench (also without any argument).",
    mixinStandardHelpOptions = true)
final class WindowCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "PROJECT",
      description = "Folder of the project; default: the last one, at first the sample first-look.")
  private Path project;

  @Override
  public Integer call() {
    requireDisplay(System.getProperty("os.name"), System.getenv());
    WorkbenchApplication.launch(Optional.ofNullable(project), Samples.firstLook());
    return ExitCode.OK;
  }

  /** Refuses where there is no display to open a window on. */
  static void requireDisplay(String system, Map<String, String> environment) {
    boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
    if (linux && unset(environment, "DISPLAY") && unset(environment, "WAYLAND_DISPLAY")) {
      throw new UserException(
          "There is no display to open the window on: without one, try"
              + " ./splitboard demo --out report");
    }
  }

  private static boolean unset(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").isBlank();
  }
}
