package io.splitboard.solver.preload;

import io.splitboard.core.Progress;
import io.splitboard.core.UserException;
import io.splitboard.core.project.Objective;
import io.splitboard.solver.Capability;
import io.splitboard.solver.Problem;
import io.splitboard.solver.Solution;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;

/**
 * The program as a method of choosing placements: whole layers, for the latency of one request
 * whose weights are loaded as the mode says.
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
   * @throws UserException as {@link #solve}, and if the objective is not latency
   */
  public PreloadPlan plan(Problem problem, SolveListener listener, Progress progress) {
    if (problem.objective() != Objective.LATENCY) {
      throw new UserException(
          "Pre-loading shortens single requests, so it is solved for latency only: choose the objective latency, or another method.");
    }
    Capability.timesOnly("preload").check(problem);
    NetworkInstance data =
        NetworkInstance.of(
            problem.network(),
            problem.cluster(),
            problem.profile(),
            problem.constraints(),
            RadioEnergy.NONE);
    PreloadSolution solution =
        PreloadSolver.solve(
            new PreloadQuestion(data.instance(), mode, Goal.LATENCY, problem.limits()),
            (deviceOf, value, bound, seconds) ->
                listener.improved(
                    deviceOf == null ? null : data.partition(deviceOf), value, bound, seconds),
            progress);
    return new PreloadPlan(data, mode, solution);
  }
}
