package io.splitboard.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitboard.core.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that ends with one answer. Standard output carries the answer and nothing else;
 * progress goes to standard error.
 */
abstract class AnsweringCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "Answer with exactly one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress on standard error.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  /** Does the work. */
  abstract Answer answer(Progress progress);

  @Override
  public final Integer call() throws JsonProcessingException {
    Answer answer = answer(progress());
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? JSON.writeValueAsString(answer.json()) + "\n" : answer.text());
    out.flush();
    return answer.exitCode();
  }

  /** Tells something on standard error before the answer is there, unless that is not wanted. */
  final void tell(String line) {
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(line);
      err.flush();
    }
  }

  private Progress progress() {
    return new ConsoleProgress(quiet ? line -> {} : this::tell, Interrupts::requested);
  }
}
