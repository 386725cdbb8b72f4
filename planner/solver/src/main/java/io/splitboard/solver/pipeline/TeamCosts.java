package io.splitboard.solver.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stages cost teams of devices, as {@link TeamModel} has it, by numbers. Times in ms. */
final class TeamCosts {

  private final StageCosts costs;
  private final Teams teams;
  private final int[][] furthest;
  private final List<List<Integer>> members;
  private final double[] begin;
  private final double[] finish;
  private final double[][][] between;

  TeamCosts(StageCosts costs, Teams teams) {
    this.costs = costs;
    this.teams = teams;
    int count = teams.count();
    this.members =
        java.util.stream.IntStream.range(0, count)
            .mapToObj(team -> teams.members(0, team))
            .toList();
    this.furthest = new int[count][];
    this.begin = new double[count];
    this.finish = new double[count];
    this.between = new double[count][count][];
    Map<List<Integer>, int[]> known = new HashMap<>();
    for (int team = 0; team < count; team++) {
      furthest[team] = furthest(members.get(team), known);
      begin[team] = endsMs(members.get(team), true);
      finish[team] = endsMs(members.get(team), false);
      for (int next = 0; next < count; next++) {
        if (teams.fits(teams.code(team), next)) {
          between[team][next] = loads(members.get(team), teams.members(teams.code(team), next));
        }
      }
    }
  }

  private int[] furthest(List<Integer> team, Map<List<Integer>, int[]> known) {
    int[] least = new int[costs.cuts().size()];
    java.util.Arrays.fill(least, costs.lastCut());
    for (int device : team) {
      int[] own =
          known.computeIfAbsent(
              List.of(device, team.size()),
              key -> costs.furthest(costs.devices().get(device), team.size()));
      for (int cut = 0; cut < least.length; cut++) {
        least[cut] = Math.min(least[cut], own[cut]);
      }
    }
    return least;
  }

  /** Load of the busiest link or port between the source and a team. */
  private double endsMs(List<Integer> team, boolean in) {
    double busiestMs = 0;
    double portMs = 0;
    for (int device : team) {
      Crossing one = in ? costs.in(device) : costs.out(device);
      busiestMs = Math.max(busiestMs, busyMs(one, team.size() == 1) / team.size());
      portMs += one.portMs() / team.size();
    }
    return costs.portsAreShared() ? Math.max(busiestMs, portMs) : busiestMs;
  }

  private static double busyMs(Crossing crossing, boolean alone) {
    return crossing.relayed() && !alone ? Double.POSITIVE_INFINITY : crossing.occupiedMs();
  }

  /** At each cut, the load of the busiest link or port between two teams. */
  private double[] loads(List<Integer> senders, List<Integer> receivers) {
    int turns = Turns.leastCommonMultiple(senders.size(), receivers.size());
    boolean alone = senders.size() == 1 && receivers.size() == 1;
    double[] loads = new double[costs.cuts().size()];
    for (int cut = 1; cut < costs.lastCut(); cut++) {
      double[] out = new double[senders.size()];
      double[] in = new double[receivers.size()];
      double most = 0;
      for (int turn = 0; turn < turns; turn++) {
        int from = turn % senders.size();
        int to = turn % receivers.size();
        Crossing one = costs.between(senders.get(from), receivers.get(to), cut);
        most = Math.max(most, busyMs(one, alone) / turns);
        out[from] += one.portMs() / turns;
        in[to] += one.portMs() / turns;
        if (costs.portsAreShared()) {
          most = Math.max(most, Math.max(out[from], in[to]));
        }
      }
      loads[cut] = most;
    }
    return loads;
  }

  StageCosts stages() {
    return costs;
  }

  Teams teams() {
    return teams;
  }

  /** The last cut to which a stage from this cut may go within a period, but for copying. */
  int furthest(int team, int from, int atLeast, double limitMs) {
    int most = furthest[team][from];
    int to = Math.max(from, Math.min(atLeast, most));
    while (to < most && leastMs(team, from, to + 1) <= limitMs) {
      to++;
    }
    return to;
  }

  private double leastMs(int team, int from, int to) {
    double most = 0;
    for (int device : members.get(team)) {
      most = Math.max(most, costs.leastMs(device, from, to));
    }
    return most / members.get(team).size();
  }

  /** Whether a stage that is not too long without copying is not with it. */
  boolean keeps(int team, int from, int to, double limitMs) {
    if (!costs.copies()) {
      return true;
    }
    double most = 0;
    for (int device : members.get(team)) {
      most = Math.max(most, costs.computeMs(device, from, to));
    }
    return most / members.get(team).size() <= limitMs;
  }

  /** Load between two disjoint teams at a cut. */
  double betweenMs(int team, int next, int cut) {
    return between[team][next][cut];
  }

  /** Load of what a request brings. */
  double beginMs(int team) {
    return begin[team];
  }

  /** Load of what a request returns. */
  double finishMs(int team) {
    return finish[team];
  }
}
