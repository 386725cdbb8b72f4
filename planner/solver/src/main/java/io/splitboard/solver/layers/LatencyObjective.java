package io.splitboard.solver.layers;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time of one request on idle devices, by scheduling layers on devices and transfers on links
 * or ports, each of which does one thing at a time. The input is at the source at time 0; the last
 * output's arrival there is the end.
 *
 * <p>This is disjunctive scheduling with alternatives. Layers and transfers that the graph orders
 * anyway are left out of the lanes, which changes nothing and leaves a chain without any.
 */
final class LatencyObjective {

  private final CpModel model;
  private final LayerGraph graph;
  private final Crossings crossings;
  private final long horizon;
  private final IntVar[] start;
  private final IntVar[] end;
  private final IntVar makespan;
  private final Map<String, List<IntervalVar>> lanes = new HashMap<>();

  private LatencyObjective(CpModel model, LayerGraph graph, Crossings crossings, long horizon) {
    this.model = model;
    this.graph = graph;
    this.crossings = crossings;
    this.horizon = horizon;
    this.start = new IntVar[graph.layerCount()];
    this.end = new IntVar[graph.layerCount()];
    this.makespan = model.newIntVar(0, horizon, "makespan");
  }

  /** Adds the schedule and minimises its end; returns the starts of the layers. */
  static IntVar[] addTo(CpModel model, LayerGraph graph, Crossings crossings, long horizon) {
    LatencyObjective objective = schedule(model, graph, crossings, horizon);
    model.minimize(objective.makespan);
    return objective.start;
  }

  /** Adds the schedule and minimises its energy; returns the starts of the layers. */
  static IntVar[] addEnergyTo(CpModel model, LayerGraph graph, Crossings crossings, long horizon) {
    LatencyObjective objective = schedule(model, graph, crossings, horizon);
    EnergyObjective.minimize(model, graph, crossings, objective.makespan, horizon);
    return objective.start;
  }

  private static LatencyObjective schedule(
      CpModel model, LayerGraph graph, Crossings crossings, long horizon) {
    LatencyObjective objective = new LatencyObjective(model, graph, crossings, horizon);
    Order order = new Order(graph);
    objective.scheduleLayers(order);
    for (Flow flow : graph.flows()) {
      objective.follow(flow);
      if (order.canOverlap(flow)) {
        objective.scheduleTransfers(flow);
      }
    }
    objective.lanes.values().stream().filter(lane -> lane.size() > 1).forEach(model::addNoOverlap);
    objective.boundByLoads();
    return objective;
  }

  private void scheduleLayers(Order order) {
    for (int layer = 0; layer < graph.layerCount(); layer++) {
      start[layer] = model.newIntVar(0, horizon, "start" + layer);
      end[layer] = model.newIntVar(0, horizon, "end" + layer);
      LinearExprBuilder duration = LinearExpr.newBuilder();
      for (int device = 0; device < graph.deviceCount(); device++) {
        crossings.addTicks(duration, layer, device);
      }
      model.addEquality(end[layer], LinearExpr.newBuilder().add(start[layer]).add(duration));
      if (order.canOverlap(layer)) {
        occupyDevices(layer, duration);
      }
    }
  }

  private void occupyDevices(int layer, LinearExprBuilder duration) {
    IntVar size = null;
    if (graph.copying().any()) {
      // An interval's size may depend on one variable only.
      size = model.newIntVar(0, horizon, "size" + layer);
      model.addEquality(size, duration);
    }
    for (int device = 0; device < graph.deviceCount(); device++) {
      if (graph.allowed(layer, device)) {
        lane("device " + device)
            .add(
                model.newOptionalIntervalVar(
                    start[layer],
                    size == null ? size(layer, device) : size,
                    end[layer],
                    crossings.on(layer, device),
                    ""));
      }
    }
  }

  private LinearArgument size(int layer, int device) {
    LinearExprBuilder size = LinearExpr.newBuilder().add(graph.layerTicks(layer, device));
    if (graph.hasOverhead()) {
      size.addTerm(crossings.begins(layer, device), graph.overheadTicks(device));
    }
    return size;
  }

  /** Readers start, and the request ends, no earlier than an idle link would allow. */
  private void follow(Flow flow) {
    List<List<Crossings.Way>> byReader = crossings.ways(flow);
    for (int i = 0; i < byReader.size(); i++) {
      LinearExprBuilder arrival = LinearExpr.newBuilder();
      if (flow.producer() != Flow.FROM_SOURCE) {
        arrival.add(end[flow.producer()]);
      }
      for (Crossings.Way way : byReader.get(i)) {
        arrival.addTerm(way.used(), flow.ticks(way.from(), way.to()));
      }
      model.addGreaterOrEqual(reader(flow, i), arrival);
    }
  }

  private IntVar reader(Flow flow, int index) {
    return index < flow.readers().length ? start[flow.readers()[index]] : makespan;
  }

  /** Each transfer waits for its links; one start per receiver and hop, whoever sends. */
  private void scheduleTransfers(Flow flow) {
    Map<List<Integer>, IntVar> hopStart = new HashMap<>();
    for (Crossings.Sending sending : crossings.sendings()) {
      if (sending.flow() == flow) {
        scheduleTransfer(sending, hopStart);
      }
    }
    List<List<Crossings.Way>> byReader = crossings.ways(flow);
    for (int i = 0; i < byReader.size(); i++) {
      for (Crossings.Way way : byReader.get(i)) {
        if (way.from() != way.to()) {
          Flow.Hop[] hops = flow.ways()[way.from()][way.to()];
          IntVar last = hopStart.get(List.of(way.to(), hops.length - 1));
          model
              .addGreaterOrEqual(reader(flow, i), shifted(last, hops[hops.length - 1].total()))
              .onlyEnforceIf(way.used());
        }
      }
    }
  }

  private void scheduleTransfer(Crossings.Sending sending, Map<List<Integer>, IntVar> hopStart) {
    Flow flow = sending.flow();
    Flow.Hop[] hops = flow.ways()[sending.from()][sending.to()];
    for (int k = 0; k < hops.length; k++) {
      IntVar begin =
          hopStart.computeIfAbsent(
              List.of(sending.to(), k), key -> model.newIntVar(0, horizon, ""));
      if (k > 0) {
        IntVar previous = hopStart.get(List.of(sending.to(), k - 1));
        model
            .addGreaterOrEqual(begin, shifted(previous, hops[k - 1].total()))
            .onlyEnforceIf(sending.used());
      } else if (flow.producer() != Flow.FROM_SOURCE) {
        model.addGreaterOrEqual(begin, end[flow.producer()]).onlyEnforceIf(sending.used());
      }
      IntervalVar interval =
          model.newOptionalFixedSizeIntervalVar(begin, hops[k].occupied(), sending.used(), "");
      for (String lane : ThroughputObjective.lanes(hops[k], graph.contention())) {
        lane(lane).add(interval);
      }
    }
  }

  private static LinearExpr shifted(IntVar variable, long by) {
    return LinearExpr.affine(variable, 1, by);
  }

  private List<IntervalVar> lane(String key) {
    return lanes.computeIfAbsent(key, name -> new ArrayList<>());
  }

  /** Implied by the lanes, but it helps the linear relaxation. */
  private void boundByLoads() {
    for (int device = 0; device < graph.deviceCount(); device++) {
      LinearExprBuilder load = LinearExpr.newBuilder();
      for (int layer = 0; layer < graph.layerCount(); layer++) {
        crossings.addTicks(load, layer, device);
      }
      model.addGreaterOrEqual(makespan, load);
    }
  }
}
