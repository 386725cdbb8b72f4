package io.splitboard.solver.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Whether any chain of teams keeps within a period, and one of those with the fewest devices: for
 * each set of used devices and each last team, the cuts at which its stage can begin. Exact, by
 * dynamic programming.
 */
final class TeamSearch {

  private final TeamCosts costs;
  private final Teams teams;
  private final int mostDevices;
  private final boolean sourceInside;
  private final double limitMs;
  private final int lastCut;
  private final int words;
  private final int[][] furthest;
  private final long[][][] passable;
  private final long[][] reached;

  /**
   * Makes one.
   *
   * @param mostDevices how many may compute
   * @param sourceInside whether the source may have a stage other than the first and the last
   */
  TeamSearch(TeamCosts costs, int mostDevices, boolean sourceInside, double limitMs) {
    this.costs = costs;
    this.teams = costs.teams();
    this.mostDevices = mostDevices;
    this.sourceInside = sourceInside;
    this.limitMs = limitMs;
    this.lastCut = costs.stages().lastCut();
    this.words = (lastCut >> 6) + 1;
    this.furthest = new int[teams.count()][lastCut];
    this.passable = new long[teams.count()][teams.count()][];
    this.reached = new long[teams.codes() * teams.count()][];
    for (int team = 0; team < furthest.length; team++) {
      int at = 0;
      for (int from = 0; from < lastCut; from++) {
        at = costs.furthest(team, from, at, limitMs);
        furthest[team][from] = at;
      }
    }
  }

  /**
   * A chain; null if there is none.
   *
   * @param stop asked now and then
   * @throws CancellationException if stopped before that is known
   */
  StagePlan chain(BooleanSupplier stop) {
    for (int team = 0; team < teams.count(); team++) {
      if (costs.beginMs(team) <= limitMs && teams.size(team) <= mostDevices) {
        reached[state(teams.code(team), team)] = new long[words];
        reached[state(teams.code(team), team)][0] = 1;
      }
    }
    int best = -1;
    int bestFrom = -1;
    int fewest = Integer.MAX_VALUE;
    for (int code = 1; code < teams.codes(); code++) {
      if (stop.getAsBoolean()) {
        throw new CancellationException("stopped");
      }
      int used = teams.used(code);
      boolean worthwhile = used < fewest && used <= mostDevices;
      for (int team = 0; team < teams.count() && worthwhile; team++) {
        if (reached[state(code, team)] != null) {
          int from = finishes(code, team);
          if (from >= 0) {
            best = state(code, team);
            bestFrom = from;
            fewest = used;
            worthwhile = false;
          } else {
            extend(code, team);
          }
        }
      }
    }
    return best < 0 ? null : backwards(best, bestFrom);
  }

  private int state(int code, int team) {
    return code * teams.count() + team;
  }

  private boolean has(int state, int cut) {
    return (reached[state][cut >> 6] >>> cut & 1) != 0;
  }

  /** From where the team's stage can go to the end; -1 if from nowhere. */
  private int finishes(int code, int team) {
    if (costs.finishMs(team) > limitMs) {
      return -1;
    }
    for (int from = 0; from < lastCut; from++) {
      if (has(state(code, team), from) && mayEnd(team, from, lastCut)) {
        return from;
      }
    }
    return -1;
  }

  private void extend(int code, int team) {
    boolean inside = team == teams.source() && code != teams.code(team);
    long[] ends = ends(code, team);
    if (ends == null || (inside && !sourceInside)) {
      return;
    }
    for (int next = 0; next < teams.count(); next++) {
      if (teams.fits(code, next)) {
        long[] open = passable(team, next);
        int state = state(code + teams.code(next), next);
        for (int word = 0; word < words; word++) {
          long some = ends[word] & open[word];
          if (some != 0) {
            if (reached[state] == null) {
              reached[state] = new long[words];
            }
            reached[state][word] |= some;
          }
        }
      }
    }
  }

  /** All cuts inside the network where the team's stage can end; null if there is none. */
  private long[] ends(int code, int team) {
    long[] ends = new long[words];
    boolean any = false;
    int done = 0;
    for (int from = 0; from < lastCut; from++) {
      if (has(state(code, team), from)) {
        int last = Math.min(furthest[team][from], lastCut - 1);
        for (int to = Math.max(done, from) + 1; to <= last; to++) {
          if (costs.keeps(team, from, to, limitMs)) {
            ends[to >> 6] |= 1L << to;
            any = true;
          }
        }
        // With copying, a stage that begins later may end where this one may not.
        done = costs.stages().copies() ? 0 : Math.max(done, last);
      }
    }
    return any ? ends : null;
  }

  private boolean mayEnd(int team, int from, int to) {
    return furthest[team][from] >= to && costs.keeps(team, from, to, limitMs);
  }

  private long[] passable(int team, int next) {
    if (passable[team][next] == null) {
      passable[team][next] = new long[words];
      for (int cut = 1; cut < lastCut; cut++) {
        if (costs.betweenMs(team, next, cut) <= limitMs) {
          passable[team][next][cut >> 6] |= 1L << cut;
        }
      }
    }
    return passable[team][next];
  }

  /** Follows a chain back, and gives each team its devices. */
  private StagePlan backwards(int lastState, int lastFrom) {
    List<int[]> steps = new ArrayList<>();
    int state = lastState;
    int from = lastFrom;
    int to = lastCut;
    while (true) {
      int team = state % teams.count();
      steps.add(new int[] {team, from, to});
      if (from == 0) {
        break;
      }
      int[] before = before(state / teams.count() - teams.code(team), team, from);
      state = before[0];
      to = from;
      from = before[1];
    }
    Collections.reverse(steps);
    return plan(steps);
  }

  private int[] before(int code, int next, int at) {
    for (int team = 0; team < teams.count(); team++) {
      int state = state(code, team);
      boolean crosses =
          reached[state] != null
              && teams.fits(teams.code(team), next)
              && (passable(team, next)[at >> 6] >>> at & 1) != 0;
      boolean inside = team == teams.source() && code != teams.code(team);
      for (int from = 0; crosses && (sourceInside || !inside) && from < at; from++) {
        if (has(state, from) && mayEnd(team, from, at)) {
          return new int[] {state, from};
        }
      }
    }
    throw new IllegalStateException("nothing leads to a stage that was reached");
  }

  private StagePlan plan(List<int[]> steps) {
    List<Stage> stages = new ArrayList<>();
    Map<String, List<String>> replicas = new HashMap<>();
    int code = 0;
    for (int[] step : steps) {
      List<String> team =
          teams.members(code, step[0]).stream().map(costs.stages().devices()::get).toList();
      code += teams.code(step[0]);
      int from = costs.stages().cuts().get(step[1]).position();
      int to = costs.stages().cuts().get(step[2]).position();
      stages.add(new Stage(team.get(0), from, to));
      if (team.size() > 1) {
        replicas.put(team.get(0), team.subList(1, team.size()));
      }
    }
    return new StagePlan(stages, replicas);
  }
}
