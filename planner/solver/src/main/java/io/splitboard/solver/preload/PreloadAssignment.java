package io.splitboard.solver.preload;

import io.splitboard.core.Progress;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Capability;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import java.util.Set;

/**
 * The program as a method of choosing placements: whole layers, for the latency or the energy of
 * one request whose weights are loaded as the mode says.
 */
public final class PreloadAssignment implements Solver {

  private final LoadingMode mode;

  /** The method with weights loaded in this way. */
  public PreloadAssignment(LoadingMode mode) {
    this.mode = mode;
  }

  @Override
  public Solution solve(Problem problem, SolveListener listener, Progress progress) {
    return plan(problem, listener, progress).asSolution();
  }

  /**
   * The same with the times of all layers.
   *
   * @throws UserException as {@link #solve}, and if the objective is another or a limit unknown
   */
  public PreloadPlan plan(Problem problem, SolveListener listener, Progress progress) {
    new Capability("preload", Set.of(Objective.LATENCY, Objective.ENERGY), false)
        .check(withoutCount(problem));
    NetworkInstance data =
        NetworkInstance.of(
            problem.network(),
            problem.cluster(),
            problem.profile(),
            problem.constraints(),
            RadioEnergy.NONE);
    PreloadSolution solution =
        PreloadSolver.solve(
            question(problem, data),
            (deviceOf, value, bound, seconds) ->
                listener.improved(
                    deviceOf == null ? null : data.partition(deviceOf), value, bound, seconds),
            progress);
    return new PreloadPlan(data, mode, solution);
  }

  private PreloadQuestion question(Problem problem, NetworkInstance data) {
    int most = problem.constraints().maxDevices();
    return new PreloadQuestion(
        data.instance(),
        mode,
        problem.objective() == Objective.ENERGY ? Goal.ENERGY : Goal.LATENCY,
        most > 0 ? most : Integer.MAX_VALUE,
        problem.limits());
  }

  /** The number of devices is the one limit that the program knows besides memory. */
  private static Problem withoutCount(Problem problem) {
    Constraints all = problem.constraints();
    return problem.with(
        new Constraints(
            all.pins(),
            all.exclusions(),
            all.memoryBytes(),
            all.shareLimits(),
            all.linkBudgets(),
            0));
  }
}
