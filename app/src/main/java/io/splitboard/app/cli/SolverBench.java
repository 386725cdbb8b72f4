package io.splitboard.app.cli;

import io.splitboard.app.service.SolverBenchmark;
import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The answer of {@code bench solver}. */
final class SolverBench {

  private SolverBench() {}

  /**
   * Runs the benchmark.
   *
   * @param files workloads; null for those in {@code shared/workloads} beside the checkout
   */
  static Answer answer(List<Path> files, double seconds, Progress progress) {
    if (!(seconds > 0)) {
      throw new UserException("--time-limit must be above 0 seconds.");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", "solver");
    json.putAll(SolverBenchmark.run(files == null ? shared() : files, seconds, progress));
    return Answer.ok(json, text(json));
  }

  private static List<Path> shared() {
    Path folder =
        Path.of(System.getProperty("splitboard.root", "."))
            .toAbsolutePath()
            .resolveSibling("shared")
            .resolve("workloads");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UserException("The folder " + folder + " cannot be listed: check its rights.", e);
    }
  }

  /** A line for each search, as in the JSON. */
  private static String text(Map<String, Object> json) {
    StringBuilder text = new StringBuilder();
    json.forEach(
        (part, value) -> {
          if (value instanceof List<?> searches) {
            text.append(part).append('\n');
            searches.forEach(search -> text.append("  ").append(search).append('\n'));
          } else {
            text.append(part).append(": ").append(value).append('\n');
          }
        });
    return text.toString();
  }
}
