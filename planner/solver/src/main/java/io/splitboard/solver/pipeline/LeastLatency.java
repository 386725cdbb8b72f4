package io.splitboard.solver.pipeline;

import io.splitboard.solver.pipeline.Reach.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Of all chains within a period, one with the least latency of a lone request: shortest way through
 * states and cuts. It leaves out devices that do not help.
 */
final class LeastLatency {

  /** Entries of the tables, 16 bytes each, beyond which it is not looked for. */
  private static final long MOST_ENTRIES = 4_000_000;

  private final StageCosts costs;
  private final Kinds kinds;
  private final Steps steps;
  private final Succession states;
  private final double[][] ms;
  private final int[][] cameState;
  private final int[][] cameFrom;

  private LeastLatency(StageCosts costs, Kinds kinds, Steps steps, Succession states) {
    this.costs = costs;
    this.kinds = kinds;
    this.steps = steps;
    this.states = states;
    this.ms = new double[states.count()][];
    this.cameState = new int[states.count()][];
    this.cameFrom = new int[states.count()][];
  }

  /** A chain; null if there is none, it was stopped, or the tables would be too large. */
  static List<Step> chain(
      StageCosts costs, Kinds kinds, Steps steps, Succession states, BooleanSupplier stop) {
    if ((long) states.count() * costs.lastCut() > MOST_ENTRIES) {
      return null;
    }
    return new LeastLatency(costs, kinds, steps, states).search(stop);
  }

  private List<Step> search(BooleanSupplier stop) {
    for (int state : states.first()) {
      int kind = states.kind(state);
      if (steps.mayBegin(kind)) {
        int device = kinds.device(kind);
        reach(state, 0, costs.in(device).travelMs() + handling(costs.inBytes(device)), -1, -1);
      }
    }
    double best = Double.POSITIVE_INFINITY;
    int lastState = -1;
    int lastFrom = -1;
    for (int state = 0; state < ms.length; state++) {
      if (ms[state] == null) {
        continue;
      }
      if (stop.getAsBoolean()) {
        return null;
      }
      for (int from = 0; from < costs.lastCut(); from++) {
        if (ms[state][from] < best) {
          double end = finish(state, from);
          if (end < best) {
            best = end;
            lastState = state;
            lastFrom = from;
          }
          extend(state, from);
        }
      }
    }
    return lastState < 0 ? null : backwards(lastState, lastFrom);
  }

  private double handling(long bytes) {
    return costs.model().packMs(bytes) + costs.model().unpackMs(bytes);
  }

  private double finish(int state, int from) {
    int kind = states.kind(state);
    if (!steps.finishes(kind, from)) {
      return Double.POSITIVE_INFINITY;
    }
    int device = kinds.device(kind);
    return ms[state][from]
        + costs.computeMs(device, from, costs.lastCut())
        + handling(costs.outBytes(device))
        + costs.out(device).travelMs();
  }

  private void extend(int state, int from) {
    int kind = states.kind(state);
    int device = kinds.device(kind);
    for (int next : states.next(state)) {
      int nextKind = states.kind(next);
      long[] ends = steps.ends(kind, nextKind, from);
      if (ends == null) {
        continue;
      }
      int receiver = steps.receiver(kind, nextKind);
      for (int word = 0; word < ends.length; word++) {
        for (long bits = ends[word]; bits != 0; bits &= bits - 1) {
          int to = word * 64 + Long.numberOfTrailingZeros(bits);
          double at =
              ms[state][from]
                  + costs.computeMs(device, from, to)
                  + handling(costs.bytes(to))
                  + costs.between(device, receiver, to).travelMs();
          reach(next, to, at, state, from);
        }
      }
    }
  }

  private void reach(int state, int cut, double at, int earlier, int from) {
    if (ms[state] == null) {
      ms[state] = new double[costs.lastCut()];
      Arrays.fill(ms[state], Double.POSITIVE_INFINITY);
      cameState[state] = new int[costs.lastCut()];
      cameFrom[state] = new int[costs.lastCut()];
    }
    if (at < ms[state][cut]) {
      ms[state][cut] = at;
      cameState[state][cut] = earlier;
      cameFrom[state][cut] = from;
    }
  }

  private List<Step> backwards(int lastState, int lastFrom) {
    List<Step> chain = new ArrayList<>();
    int state = lastState;
    int from = lastFrom;
    int to = costs.lastCut();
    while (state >= 0) {
      chain.add(new Step(states.kind(state), from, to));
      to = from;
      int earlier = cameState[state][from];
      from = cameFrom[state][from];
      state = earlier;
    }
    Collections.reverse(chain);
    return chain;
  }
}
