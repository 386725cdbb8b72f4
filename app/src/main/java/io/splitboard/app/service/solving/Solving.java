package io.splitboard.app.service.solving;

import io.splitboard.app.service.Workspace;
import io.splitboard.core.Progress;
import io.splitboard.core.codec.LinkCodecs;
import io.splitboard.core.partition.Partition;
import io.splitboard.core.project.Design;
import io.splitboard.solver.Problem;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.SolveListener;
import io.splitboard.solver.Solver;
import io.splitboard.solver.channels.ChannelSplit;
import io.splitboard.solver.explain.Distribution;
import io.splitboard.solver.hybrid.HybridSearch;
import io.splitboard.solver.layers.LayerAssignment;
import io.splitboard.solver.pipeline.HandCut;
import io.splitboard.solver.pipeline.LinkPacking;
import io.splitboard.solver.pipeline.PipelineOptions;
import io.splitboard.solver.pipeline.PipelineSolver;
import io.splitboard.solver.pipeline.ReplicatedPipeline;
import io.splitboard.solver.preload.PreloadAssignment;
import io.splitboard.solver.preload.PreloadPlan;
import io.splitboard.solver.rows.RowsWithOverlap;
import io.splitboard.solver.simulated.Simulated;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Looks for the best partition of a project's designs. Every call blocks until it is done. */
public final class Solving {

  private final Workspace workspace;

  /** Over an open project. */
  public Solving(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Looks for the best partition under a design's objective and constraints. Values are simulated,
   * but for pre-loading, whose model loads weights for each request. What it proposes is to be
   * taken over as {@link #accepted} says.
   *
   * @param listener hears of each better partition, as it would be taken over
   * @throws io.splitboard.core.UserException if the constraints allow none, or the method cannot
   *     honour them, saying which
   */
  public Found solve(
      Design design,
      MethodChoice choice,
      SolveLimits limits,
      SolveListener listener,
      Progress progress) {
    if (choice.packs()) {
      workspace.codecs(progress);
    }
    Problem problem = workspace.planning().problem(design, limits);
    if (choice.method() == Method.PRELOAD) {
      PreloadPlan plan = new PreloadAssignment(choice.weights()).plan(problem, listener, progress);
      return new Found(choice, plan.asSolution(), Optional.of(plan));
    }
    return new Found(choice, solver(choice).solve(problem, listener, progress), Optional.empty());
  }

  private Solver solver(MethodChoice choice) {
    return switch (choice.method()) {
      case HYBRID -> new HybridSearch();
      case LAYERS -> new Simulated(new LayerAssignment());
      case PIPELINE -> new Simulated(pipeline(choice));
      case ROWS -> choice.fuse() ? RowsWithOverlap.fusing() : new RowsWithOverlap();
      case CHANNELS -> new ChannelSplit();
      case PRELOAD -> new PreloadAssignment(choice.weights());
    };
  }

  private Solver pipeline(MethodChoice choice) {
    if (!choice.byHand().isEmpty()) {
      return new HandCut(choice.byHand());
    }
    PipelineOptions options = PipelineOptions.DEFAULT;
    if (choice.pack()) {
      options =
          options.packedBy(LinkPacking.measured(workspace.cluster(), workspace.profile().codecs()));
    }
    return choice.replicate() ? new ReplicatedPipeline(options) : new PipelineSolver(options);
  }

  /**
   * A design with what a search proposes for it. Placements and turns are the proposal's. So are
   * codecs of links between devices that it uses, if it was to decide on these; all other links
   * pack as before.
   */
  public Design accepted(Design design, MethodChoice choice, Partition proposed) {
    return design.with(proposed.withCodecs(codecs(design.partition().codecs(), choice, proposed)));
  }

  private LinkCodecs codecs(LinkCodecs before, MethodChoice choice, Partition proposed) {
    if (!decidesCodecs(choice)) {
      return before;
    }
    Set<String> used = new LinkedHashSet<>(proposed.devices());
    used.add(workspace.cluster().source());
    LinkCodecs codecs = before;
    for (String from : used) {
      for (String to : used) {
        codecs = from.equals(to) ? codecs : codecs.with(from, to, proposed.codecs().of(from, to));
      }
    }
    return codecs;
  }

  /** The hybrid search packs wherever it is known what that brings. */
  private boolean decidesCodecs(MethodChoice choice) {
    return choice.packs()
        || (choice.method() == Method.HYBRID && !workspace.profile().codecs().costs().isEmpty());
  }

  /**
   * What to say about a solution beside its figures: where one device came out best, why, or that
   * other placements do better. Empty otherwise. Takes some seconds.
   */
  public Optional<Distribution> verdict(Design design, Found found, Progress progress) {
    return Distribution.of(
        workspace.planning().problem(design, SolveLimits.DEFAULT),
        found.solution().partition(),
        found.choice().method() == Method.HYBRID,
        progress);
  }
}
