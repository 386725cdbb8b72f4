package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns every failure into one sentence on standard error and an exit code. */
final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (Interrupts.requested()) {
      // What else broke off, such as a transfer of files, did so because of it.
      log.info("stopped", failure);
      err.println("splitboard: stopped.");
      return ExitCode.CANCELLED;
    }
    if (failure instanceof UserException) {
      log.info("refused: {}", failure.getMessage(), failure);
      err.println("splitboard: " + failure.getMessage());
      return ExitCode.REFUSED;
    }
    if (failure instanceof CancellationException) {
      err.println("splitboard: stopped.");
      return ExitCode.CANCELLED;
    }
    return fault(failure, err);
  }

  /** Tells of a fault that is nobody's but Splitboard's, or this computer's. */
  static int fault(Throwable failure, PrintWriter err) {
    log.error("fault", failure);
    err.println(
        "splitboard: something went wrong that should not ("
            + failure.getClass().getSimpleName()
            + "); the log in "
            + Logs.folder()
            + " has the details, please report it.");
    return ExitCode.FAULT;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String sentence =
        isNoCommand(failure)
            ? "%s is neither a command nor the folder of a project.".formatted(args[0])
            : failure.getMessage().lines().findFirst().orElse("The arguments are wrong.");
    err.println(
        "splitboard: "
            + sentence
            + (sentence.endsWith(".") ? "" : ".")
            + " See: "
            + command.getCommandSpec().qualifiedName()
            + " --help");
    return ExitCode.REFUSED;
  }

  private static boolean isNoCommand(CommandLine.ParameterException failure) {
    return failure instanceof CommandLine.UnmatchedArgumentException
        && failure.getCommandLine().getParent() == null;
  }
}
