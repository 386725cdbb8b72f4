package io.splitboard.solver.explain;

import io.splitboard.core.simulation.CriticalPath;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the time of a critical path goes.
 *
 * @param computeMs time of tasks on it, by device
 * @param sendMs time of transfers on it, by {@code a→b}
 */
public record PathShares(Map<String, Double> computeMs, Map<String, Double> sendMs) {

  /** Adds up the steps of a path. */
  public static PathShares of(CriticalPath path) {
    Map<String, Double> compute = new LinkedHashMap<>();
    Map<String, Double> send = new LinkedHashMap<>();
    for (CriticalPath.Step step : path.steps()) {
      (step.transfer() ? send : compute)
          .merge(step.where(), step.endMs() - step.startMs(), Double::sum);
    }
    return new PathShares(compute, send);
  }

  /** All computing on the path, ms. */
  public double allComputeMs() {
    return computeMs.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** All sending on the path, ms. */
  public double allSendMs() {
    return sendMs.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
