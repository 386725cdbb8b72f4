package io.splitboard.solver;

import io.splitboard.core.UserException;
import io.splitboard.core.project.Constraints;
import io.splitboard.core.project.Objective;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a method can be asked. What it cannot honour it refuses, so that nothing is left out in
 * silence.
 *
 * @param method what people call it
 * @param objectives which it knows
 * @param limits whether it keeps share limits, link budgets and the number of devices; every method
 *     keeps pins, exclusions and memory
 */
public record Capability(String method, Set<Objective> objectives, boolean limits) {

  /** Everything. */
  public static Capability all(String method) {
    return new Capability(method, Set.of(Objective.values()), true);
  }

  /**
   * Checks a problem.
   *
   * @throws UserException with what the method cannot honour and what to do
   */
  public void check(Problem problem) {
    if (!objectives.contains(problem.objective())) {
      String known =
          objectives.stream().sorted().map(Objective::word).collect(Collectors.joining(" and "));
      throw new UserException(
          "The method %s knows the objective %s, not %s: choose the method hybrid."
              .formatted(method, known, problem.objective().word()));
    }
    if (!limits && problem.constraints().hasLimits()) {
      throw new UserException(
          "The method %s cannot keep %s: choose the method hybrid or rows."
              .formatted(method, limit(problem.constraints())));
    }
  }

  private static String limit(Constraints constraints) {
    if (constraints.maxDevices() > 0) {
      return "to a number of devices";
    }
    return constraints.linkBudgets().isEmpty() ? "share limits" : "link budgets";
  }
}
