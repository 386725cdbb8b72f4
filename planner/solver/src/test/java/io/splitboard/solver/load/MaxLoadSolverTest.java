package io.splitboard.solver.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.workload.SplitScore;
import io.splitboard.core.workload.SplitScorer;
import io.splitboard.core.workload.Workload;
import io.splitboard.solver.SolveLimits;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

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
}
