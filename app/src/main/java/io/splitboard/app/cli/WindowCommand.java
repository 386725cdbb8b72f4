package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Opens the workbench. */
@Command(
    name = "window",
    description = "Opens the workbench (also without any argument).",
    mixinStandardHelpOptions = true)
final class WindowCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    requireDisplay(System.getProperty("os.name"), System.getenv());
    throw new UserException(
        "The window is not part of this build: use the commands, see ./splitboard --help");
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
