package io.splitboard.app.cli;

import io.splitboard.core.UserException;
import io.splitboard.core.tensor.ImagePreset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What to run: how many requests, of what, and what becomes of the results. */
final class RunOptions {

  private enum PaceOption {
    ONE,
    STREAM
  }

  @Option(
      names = "--requests",
      defaultValue = "20",
      paramLabel = "N",
      description = "Number of requests; default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of random inputs; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Image, .npy or .pb file, or a folder of them; repeatable. Default: random.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--preset",
      paramLabel = "PRESET",
      description =
          "How images are scaled and normalized: ${COMPLETION-CANDIDATES}; "
              + "default: the first of them.")
  private ImagePreset preset = ImagePreset.values()[0];

  @Option(
      names = "--pace",
      paramLabel = "one|stream",
      description = "One request at a time, or a stream; default: as the design's objective.")
  private PaceOption pace;

  @Option(names = "--save", paramLabel = "NAME", description = "Save the run under this name.")
  private String save;

  @Option(
      names = "--outputs",
      paramLabel = "DIR",
      description = "Write every request's outputs there as .npy files.")
  private Path outputs;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "One label a line, for the five largest outputs.")
  private Path labels;

  RunRequest request() {
    if (requests < 1) {
      throw new UserException("--requests must be at least 1.");
    }
    return new RunRequest(
        requests,
        seed,
        inputs.stream().map(RunOptions::absolute).toList(),
        preset,
        pace == null ? null : pace == PaceOption.STREAM,
        save,
        Optional.ofNullable(outputs).map(RunOptions::absolute).orElse(null),
        Optional.ofNullable(labels).map(RunOptions::absolute).orElse(null));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
