package io.splitboard.solver.explain;

import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.hybrid.HybridSearch;
import io.splitboard.solver.simulated.Judge;

/**
 * A plan in a changed surrounding, left as it is and solved again from there.
 *
 * @param kept value of the plan as it is; infinite if it cannot stay
 * @param solved the best that was found there
 */
public record WhatIf(double kept, Solution solved) {

  /**
   * Solves again, from the plan itself and from every single device.
   *
   * @param plan the partition that is in use now
   * @throws io.splitboard.core.UserException if nothing keeps the constraints there
   */
  public static WhatIf of(Scenario scenario, Partition plan, Progress progress) {
    double kept = new Judge(scenario.problem()).value(plan);
    Solution solved =
        HybridSearch.from(scenario.starts())
            .solve(scenario.problem(), SolveListener.NONE, progress);
    return new WhatIf(kept, solved);
  }
}
