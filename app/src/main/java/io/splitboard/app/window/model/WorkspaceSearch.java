package io.splitboard.app.window.model;

import io.splitboard.app.service.Workspace;
import io.splitboard.app.service.solving.Found;
import io.splitboard.app.service.solving.MethodChoice;
import io.splitboard.app.service.solving.Solving;
import io.splitboard.core.Progress;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.explain.Distribution;

/** The solver over an open project, as the window asks it. */
final class WorkspaceSearch implements SolveModel.Search {
  /** Longest search that the window starts; it can be cancelled at any time. */
  private static final double SECONDS = 30;

  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());

  private final Solving solving;

  WorkspaceSearch(Workspace workspace) {
    this.solving = new Solving(workspace);
  }

  @Override
  public Found solve(
      Design design, MethodChoice choice, SolveListener listener, Progress progress) {
    return solving.solve(design, choice, new SolveLimits(SECONDS, THREADS, 0), listener, progress);
  }

  @Override
  public Design accepted(Design design, MethodChoice choice, Partition proposed) {
    return solving.accepted(design, choice, proposed);
  }

  @Override
  public String verdict(Design design, Found found, Progress progress) {
    String ofMethod = found.plan().isPresent() ? Found.LOADING_NOTE : "";
    return solving.verdict(design, found, progress).map(Distribution::sentence).orElse(ofMethod);
  }
}
