package io.splitboard.solver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitboard.core.UserException;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.hybrid.SmallConvolutions;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.PipelineSolver;
import io.splitboard.solver.preload.LoadingMode;
import io.splitboard.solver.preload.PreloadAssignment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a method cannot honour it refuses with a sentence. */
class CapabilityTest {

  private static final Constraints LINK_BUDGET =
      new Constraints(Map.of(), Map.of(), Map.of(), Map.of(), Map.of("d0→d1", 1L), 0);

  @Test
  void preloadingKeepsNoLinkBudgets() {
    Problem problem = SmallConvolutions.problem(1, Objective.LATENCY, 1).with(LINK_BUDGET);
    Solver solver = new PreloadAssignment(LoadingMode.AHEAD);
    assertThatThrownBy(() -> solver.solve(problem, SolveListener.NONE, (step, done) -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("budget");
  }

  @Test
  void pipelinesKeepNoLinkBudgets() {
    refuses(new PipelineSolver(), LINK_BUDGET, "budget");
  }

  private static void refuses(Solver solver, Constraints constraints, String what) {
    Problem problem = SmallConvolutions.problem(1, Objective.THROUGHPUT, 1).with(constraints);
    assertThatThrownBy(() -> solver.solve(problem, SolveListener.NONE, (step, done) -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(what);
  }

  @Test
  void provingMethodsRefuseOtherObjectives() {
    for (Solver solver :
        List.of(
            new LayerAssignment(),
            new PipelineSolver(),
            new PreloadAssignment(LoadingMode.values()[0]))) {
      Problem problem = SmallConvolutions.problem(1, Objective.BYTES, 1);
      assertThatThrownBy(() -> solver.solve(problem, SolveListener.NONE, (step, done) -> {}))
          .isInstanceOf(UserException.class);
    }
  }
}
