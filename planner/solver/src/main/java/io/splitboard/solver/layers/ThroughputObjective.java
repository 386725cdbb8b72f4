package io.splitboard.solver.layers;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import io.splitboard.core.cluster.Contention;
import java.util.HashMap;
import java.util.Map;

/**
 * The time between results with many requests in flight: the largest time that any device, link or
 * port is busy for one request. With enough requests in flight the busiest never waits, whatever
 * the order of its work, so layers on a device need not follow one another. This is DEFER's {@code
 * max_i period_i} with receiving, computing and sending on separate lanes, without its restriction
 * to consecutive layers.
 */
final class ThroughputObjective {

  private ThroughputObjective() {}

  /** Adds the loads and minimises the largest; returns it. */
  static IntVar addTo(CpModel model, LayerGraph graph, Crossings crossings, long horizon) {
    IntVar period = limitLoads(model, graph, crossings, horizon);
    model.minimize(period);
    return period;
  }

  /**
   * Of all assignments whose loads stay within a period, asks for the one that sends least. On a
   * crowded network, messages that need two ports at once get in each other's way, so that the
   * period is reached more nearly the less is sent.
   */
  static void addLeastTraffic(CpModel model, LayerGraph graph, Crossings crossings, long period) {
    limitLoads(model, graph, crossings, period);
    LinearExprBuilder traffic = LinearExpr.newBuilder();
    for (Crossings.Sending sending : crossings.sendings()) {
      for (Flow.Hop hop : sending.flow().ways()[sending.from()][sending.to()]) {
        traffic.addTerm(sending.used(), hop.total() + 1);
      }
    }
    model.minimize(traffic);
  }

  private static IntVar limitLoads(
      CpModel model, LayerGraph graph, Crossings crossings, long horizon) {
    IntVar period = model.newIntVar(0, horizon, "period");
    for (int device = 0; device < graph.deviceCount(); device++) {
      LinearExprBuilder load = LinearExpr.newBuilder();
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        crossings.addTicks(load, layer, device);
      }
      model.addGreaterOrEqual(period, load);
    }
    if (graph.hasOverhead()) {
      countOverheadOnce(model, graph, crossings, period);
    }
    Map<String, LinearExprBuilder> lanes = new HashMap<>();
    for (Crossings.Sending sending : crossings.sendings()) {
      for (Flow.Hop hop : sending.flow().ways()[sending.from()][sending.to()]) {
        for (String lane : lanes(hop, graph.contention())) {
          lanes
              .computeIfAbsent(lane, key -> LinearExpr.newBuilder())
              .addTerm(sending.used(), hop.occupied());
        }
      }
    }
    lanes.values().forEach(load -> model.addGreaterOrEqual(period, load));
    return period;
  }

  /**
   * Says what follows anyway, that a device in use begins at least one task: where the linear
   * relaxation spreads each layer thinly over all devices, it spreads the overhead as thinly, and
   * deciding which devices are in use is what lifts the bound.
   */
  private static void countOverheadOnce(
      CpModel model, LayerGraph graph, Crossings crossings, IntVar period) {
    for (int device = 0; device < graph.deviceCount(); device++) {
      BoolVar inUse = model.newBoolVar("in use " + device);
      LinearExprBuilder load = LinearExpr.newBuilder();
      load.addTerm(inUse, graph.overheadTicks(device));
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        if (graph.needed(layer)) {
          model.addImplication(crossings.on(layer, device), inUse);
          load.addTerm(crossings.on(layer, device), graph.layerTicks(layer, device));
        }
      }
      model.addGreaterOrEqual(period, load);
    }
  }

  /** What a message holds while it is sent. */
  static String[] lanes(Flow.Hop hop, Contention contention) {
    return contention == Contention.PER_LINK
        ? new String[] {hop.from() + ">" + hop.to()}
        : new String[] {"out " + hop.from(), "in " + hop.to()};
  }
}
