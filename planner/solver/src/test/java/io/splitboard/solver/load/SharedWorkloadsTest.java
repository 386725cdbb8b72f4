package io.splitboard.solver.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.splitboard.core.Progress;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadJson;
import io.splitboard.solver.SolveLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The study's own workloads, where they lie beside the checkout. */
class SharedWorkloadsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("splitboard.root")).resolveSibling("shared").resolve("workloads");

  private static Workload workload(String name) {
    Path file = FOLDER.resolve(name + ".json");
    assumeTrue(Files.exists(file), () -> "the workload " + file + " is not there");
    return WorkloadJson.read(file);
  }

  private static LoadSolution solve(Workload workload, boolean contiguous, double seconds) {
    return MaxLoadSolver.solve(
        workload, contiguous, new SolveLimits(seconds, 2, 0), LoadListener.NONE, Progress.NONE);
  }

  @ParameterizedTest
  @CsvSource({"bert24, 17.7899", "resnet50, 33.7747"})
  void contiguousOptimumIsProved(String name, double reference) {
    Workload workload = workload(name);
    LoadSolution solution = solve(workload, true, 60);
    assertThat(solution.optimal()).isTrue();
    assertThat(solution.maxLoadMs()).isCloseTo(reference, within(1e-4));
    assertThat(solution.boundMs()).isLessThanOrEqualTo(solution.maxLoadMs());
    SplitScore score = SplitScorer.score(workload, solution.split());
    assertThat(score.problems()).isEmpty();
    assertThat(score.contiguous()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"bert24, 17.7776", "resnet50, 33.7747"})
  void freeSplitsAreNoWorse(String name, double reference) {
    Workload workload = workload(name);
    LoadSolution solution = solve(workload, false, 6);
    assertThat(solution.maxLoadMs()).isLessThanOrEqualTo(reference);
    assertThat(solution.boundMs()).isLessThanOrEqualTo(solution.maxLoadMs());
    assertThat(SplitScorer.score(workload, solution.split()).problems()).isEmpty();
  }
}
