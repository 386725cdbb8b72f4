package io.splitboard.solver.pipeline;

import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Routes;
import io.splitboard.solver.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The queue model of a chain whose stages may be done in turns: devices, links and ports at work at
 * the same time, so the time between results is that of the one with most to do for a result, on
 * average over all turns. Devices that take turns do so strictly: of unlike ones the slowest limits
 * the team, {@code max(compute) / devices}, and each link between two teams carries what falls to
 * its pair. Where devices have one port it is {@code period} at best: messages that need two busy
 * ports at once may wait for both.
 */
final class TeamModel {

  private final Problem problem;
  private final LinkPacking packing;
  private final List<Cut> cuts;
  private final boolean[] needed;
  private final Routes routes;
  private final Copies copies;

  TeamModel(Problem problem, LinkPacking packing) {
    this.problem = problem;
    this.packing = packing;
    this.cuts = Cuts.all(problem.network());
    this.needed = Cuts.needed(problem.network());
    this.routes = new Routes(problem.profile().linksOf(problem.cluster()));
    this.copies = new Copies(problem.network(), problem.profile());
  }

  /** Time between results, ms; infinite where a link is missing. */
  double periodMs(StagePlan plan) {
    Map<String, Double> loads = new HashMap<>();
    String source = problem.cluster().source();
    List<String> senders = List.of(source);
    for (Stage stage : plan.stages()) {
      List<String> team = plan.team(stage);
      pass(cuts.get(stage.from()), senders, team, loads);
      for (String device : team) {
        loads.merge("at " + device, computeMs(stage, device) / team.size(), Double::sum);
      }
      senders = team;
    }
    pass(cuts.get(cuts.size() - 1), senders, List.of(source), loads);
    return loads.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** The device whose computing, or whose share in sending, takes longest; its stage's first. */
  Stage slowest(StagePlan plan) {
    Stage slowest = plan.stages().get(0);
    double most = -1;
    for (Stage stage : plan.stages()) {
      List<String> team = plan.team(stage);
      double ms =
          team.stream().mapToDouble(one -> computeMs(stage, one)).max().orElse(0) / team.size();
      if (ms > most) {
        most = ms;
        slowest = stage;
      }
    }
    return slowest;
  }

  private double computeMs(Stage stage, String device) {
    double ms =
        problem.profile().device(device).overheadMs().value()
            + copies.ms(device, copies.bytes(cuts.get(stage.from()), cuts.get(stage.to())));
    for (var layer : problem.network().layers().subList(stage.from(), stage.to())) {
      ms += needed[layer.index()] ? problem.profile().layerMs(device, layer.id()) : 0;
    }
    return ms;
  }

  private void pass(
      Cut cut, List<String> senders, List<String> receivers, Map<String, Double> loads) {
    boolean alone = senders.size() == 1 && receivers.size() == 1;
    int turns = Turns.leastCommonMultiple(senders.size(), receivers.size());
    for (int turn = 0; turn < turns; turn++) {
      String from = senders.get(turn % senders.size());
      String to = receivers.get(turn % receivers.size());
      Crossing one = Crossing.of(problem.network(), routes, packing, cut, from, to);
      double busyMs = one.relayed() && !alone ? Double.POSITIVE_INFINITY : one.occupiedMs();
      loads.merge(from + "→" + to, busyMs / turns, Double::sum);
      if (problem.cluster().contention() == Contention.PER_PORT) {
        loads.merge("from " + from, one.portMs() / turns, Double::sum);
        loads.merge("to " + to, one.portMs() / turns, Double::sum);
      }
    }
  }
}
