package io.splitboard.solver.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.workload.GeneratedWorkloads;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.core.workload.WorkloadNode;
import io.splitboard.solver.SolveLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the solver finds and proves, against brute force and references. */
class MaxLoadSolverTest {

  private static LoadSolution solve(Workload workload, boolean contiguous) {
    return MaxLoadSolver.solve(
        workload, contiguous, new SolveLimits(30, 2, 0), LoadListener.NONE, Progress.NONE);
  }

  @Property(tries = 150)
  void contiguousIsTheBestOfAllContiguousSplits(@ForAll long seed) {
    Workload workload = RandomWorkloads.small(seed);
    double best = BruteForceLoad.best(workload, true);
    if (Double.isInfinite(best)) {
      assertThatThrownBy(() -> solve(workload, true)).isInstanceOf(UserException.class);
      return;
    }
    LoadSolution solution = solve(workload, true);
    assertThat(solution.maxLoadMs()).isCloseTo(best, within(1e-9));
    assertThat(solution.optimal()).isTrue();
    SplitScore score = SplitScorer.score(workload, solution.split());
    assertThat(score.problems()).isEmpty();
    assertThat(score.contiguous()).isTrue();
    assertThat(score.maxLoadMs()).isEqualTo(solution.maxLoadMs());
  }

  @Property(tries = 100)
  void freeIsTheBestOfAllSplits(@ForAll long seed) {
    Workload workload = RandomWorkloads.small(seed);
    double best = BruteForceLoad.best(workload, false);
    if (Double.isInfinite(best)) {
      assertThatThrownBy(() -> solve(workload, false)).isInstanceOf(UserException.class);
      return;
    }
    LoadSolution solution = solve(workload, false);
    assertThat(solution.maxLoadMs()).isCloseTo(best, within(1e-9));
    assertThat(solution.optimal()).isTrue();
    assertThat(SplitScorer.score(workload, solution.split()).problems()).isEmpty();
  }

  /** Nodes that only CPUs can run fill these, and what they would take elsewhere says nothing. */
  @Test
  void timesThatCannotCountAreIgnored() {
    List<WorkloadNode> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean allowed = i % 2 == 0;
      nodes.add(
          new WorkloadNode(i, "", allowed, 3, allowed ? 5 : 1e12, 0, false, OptionalLong.empty()));
    }
    Workload workload = new Workload(1, 1, 1, nodes, List.of());
    LoadSolution solution = solve(workload, false);
    assertThat(solution.optimal()).isTrue();
    assertThat(solution.maxLoadMs()).isCloseTo(15, within(1e-9));
    assertThat(solve(new Workload(0, 1, 2, nodes, List.of()), true).maxLoadMs())
        .isCloseTo(12, within(1e-9));
  }

  @Property(tries = 10)
  void largerShapesAreProvedAndValid(@ForAll @IntRange(max = 1000) int seed) {
    for (Workload workload :
        List.of(
            GeneratedWorkloads.branches(seed, 2),
            GeneratedWorkloads.grid(seed, 3, 3),
            GeneratedWorkloads.training(GeneratedWorkloads.operators(seed, 1)))) {
      LoadSolution solution = solve(workload, true);
      SplitScore score = SplitScorer.score(workload, solution.split());
      assertThat(solution.optimal()).isTrue();
      assertThat(score.problems()).isEmpty();
      assertThat(score.contiguous()).isTrue();
    }
  }
}
