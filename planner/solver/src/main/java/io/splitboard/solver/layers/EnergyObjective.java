package io.splitboard.solver.layers;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import io.splitboard.core.UserException;
import java.util.Arrays;

/**
 * The energy of one request as the simulator counts it: every device that computes, relays or is
 * the source draws its idle power from the request's beginning to its end, and while it computes
 * its load's instead. In mW·ticks.
 */
final class EnergyObjective {

  private EnergyObjective() {}

  /**
   * Minimises the energy.
   *
   * @param latency when the request ends
   * @param horizon it ends no later
   */
  static void minimize(
      CpModel model, LayerGraph graph, Crossings crossings, IntVar latency, long horizon) {
    Literal[] used = used(model, graph, crossings);
    LinearExprBuilder energy = LinearExpr.newBuilder();
    for (int device = 0; device < graph.deviceCount(); device++) {
      long idle = graph.idleMilliwatt(device);
      if (graph.loadMilliwatt(device) < idle) {
        throw new UserException(
            "%s draws less while it computes than while it waits: correct its power."
                .formatted(graph.deviceId(device)));
      }
      IntVar present = latency;
      if (device != graph.source()) {
        present = model.newIntVar(0, horizon, "present" + device);
        model.addGreaterOrEqual(present, latency).onlyEnforceIf(used[device]);
      }
      energy.addTerm(present, idle);
      LinearExprBuilder busy = LinearExpr.newBuilder();
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        crossings.addTicks(energy, layer, device, graph.loadMilliwatt(device) - idle);
        crossings.addTicks(busy, layer, device, 1);
      }
      model.addGreaterOrEqual(present, busy);
    }
    model.minimize(energy);
  }

  /** Which devices take part. */
  private static Literal[] used(CpModel model, LayerGraph graph, Crossings crossings) {
    BoolVar[] used = new BoolVar[graph.deviceCount()];
    for (int device = 0; device < used.length; device++) {
      used[device] = model.newBoolVar("used" + device);
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        if (graph.needed(layer)) {
          model.addImplication(crossings.on(layer, device), used[device]);
        }
      }
    }
    for (Crossings.Sending sending : crossings.sendings()) {
      for (Flow.Hop hop : sending.flow().ways()[sending.from()][sending.to()]) {
        model.addImplication(sending.used(), used[hop.to()]);
      }
    }
    return used;
  }

  /**
   * The energy of an assignment.
   *
   * @param busyTicks of each device
   * @param used which devices take part besides the source
   */
  static long of(LayerGraph graph, long latencyTicks, long[] busyTicks, boolean[] used) {
    long energy = 0;
    for (int device = 0; device < busyTicks.length; device++) {
      if (used[device] || device == graph.source()) {
        long idle = graph.idleMilliwatt(device);
        energy += idle * latencyTicks + (graph.loadMilliwatt(device) - idle) * busyTicks[device];
      }
    }
    return energy;
  }

  /** No assignment needs less: each layer where it needs least, and nothing idle. */
  static double bound(LayerGraph graph) {
    double sum = 0;
    for (int layer = 0; layer < graph.layerCount(); layer++) {
      double[] each = new double[graph.deviceCount()];
      for (int device = 0; device < each.length; device++) {
        each[device] =
            graph.allowed(layer, device)
                ? (double) graph.loadMilliwatt(device) * graph.layerTicks(layer, device)
                : Double.POSITIVE_INFINITY;
      }
      sum += Arrays.stream(each).min().orElse(0);
    }
    return sum;
  }
}
