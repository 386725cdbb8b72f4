package io.splitboard.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: without arguments the workbench's window, with arguments a command. */
@Command(
    name = "splitboard",
    description = "Cuts one neural network over several small computers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 all went well; 1 results differ or a check failed; 2 refused with one",
      "sentence on standard error; 70 a fault of Splitboard; 130 stopped by the user."
    },
    subcommands = {
      InspectCommand.class,
      SolveCommand.class,
      SelectCommand.class,
      SimulateCommand.class,
      ExplainCommand.class,
      ExportCommand.class,
      CheckCommand.class,
      LabCommand.class,
      ProfileCommand.class,
      DeployCommand.class,
      RunCommand.class,
      StopCommand.class,
      CompareCommand.class,
      BenchCommand.class,
      DemoCommand.class,
      StudyCommand.class,
      ZooCommand.class,
      NewCommand.class,
      WindowCommand.class,
    })
public final class Splitboard {

  private static final int LONGEST_COMMAND_LINE = 4000;

  private Splitboard() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    Logs.configure();
    JavaLogging.redirect();
    // Figures look the same everywhere: a point before decimals.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    requireShortCommandLine(Path.of("/proc/self/cmdline"), System.err);
    if (!opensWindow(args)) {
      Interrupts.watch();
    }
    System.exit(Interrupts.exitCode(execute(args, System.out, System.err)));
  }

  private static boolean opensWindow(String[] args) {
    return args.length == 0 || args[0].equals("window");
  }

  /** Runs the program with its answers on the given streams. */
  static int execute(String[] args, PrintStream out, PrintStream err) {
    Failures failures = new Failures();
    PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
    CommandLine commandLine =
        new CommandLine(new Splitboard())
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(errors)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpWidth(100);
    try {
      return commandLine.execute(args.length == 0 ? new String[] {"window"} : args);
    } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
      return Failures.fault(e, errors);
    }
  }

  /**
   * Refuses what would end the process without a word: ONNX Runtime reads its process's command
   * line, where the system has it as a file, into too small a space.
   */
  private static void requireShortCommandLine(Path commandLine, PrintStream err) {
    try {
      if (Files.isReadable(commandLine)
          && Files.readAllBytes(commandLine).length >= LONGEST_COMMAND_LINE) {
        err.println(
            "splitboard: the command line is longer than "
                + LONGEST_COMMAND_LINE
                + " bytes, which ONNX Runtime does not survive: name a folder instead of many"
                + " files.");
        System.exit(ExitCode.REFUSED);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(Splitboard.class).debug("no command line to read", e);
    }
  }
}
