package io.splitboard.solver.layers;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolverStatus;
import io.splitboard.core.Progress;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.engine.Search;

/** Which kind of constraint leaves no assignment: the one without which there is one. */
final class Infeasibility {

  private final LayerGraph graph;
  private final SolveLimits limits;
  private final Progress progress;

  Infeasibility(LayerGraph graph, SolveLimits limits, Progress progress) {
    this.graph = graph;
    this.limits = limits;
    this.progress = progress;
  }

  /** A sentence that tells what to do. */
  String sentence() {
    if (possible(true)) {
      return "No assignment of whole layers keeps the limits of devices, shares and links: loosen one of them, or choose the method hybrid.";
    }
    if (possible(false)) {
      return "The network does not fit the devices' memory within the pins and exclusions: add a device, raise a memory limit or remove a pin.";
    }
    return "Pins, exclusions, missing links and tensors that cannot be sent leave no way to place all layers: remove a pin or an exclusion, or add a link.";
  }

  private boolean possible(boolean keepMemory) {
    CpModel model = new CpModel();
    var unused = new Crossings(model, graph, keepMemory);
    CpSolverStatus status =
        new Search(model, limits).run((values, objective, bound) -> {}, bound -> {}, progress);
    return status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
  }
}
