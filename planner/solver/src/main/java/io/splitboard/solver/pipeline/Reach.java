package io.splitboard.solver.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether any chain keeps within a period: for each {@link Succession state}, the cuts at which the
 * stage of its last device can begin. Exact, by dynamic programming over states and cuts.
 */
final class Reach {

  /** A stage of a kind of device between two cuts. */
  record Step(int kind, int from, int to) {}

  private final Steps steps;
  private final Succession states;
  private final int lastCut;
  private final long[][] reached;

  Reach(Steps steps, Succession states, int lastCut) {
    this.steps = steps;
    this.states = states;
    this.lastCut = lastCut;
    this.reached = new long[states.count()][];
  }

  /**
   * A chain within the period; null if there is none.
   *
   * @param stop asked now and then
   * @throws java.util.concurrent.CancellationException if stopped before that is known
   */
  List<Step> chain(BooleanSupplier stop) {
    for (int state : states.first()) {
      if (steps.mayBegin(states.kind(state))) {
        set(state, 0);
      }
    }
    for (int state = 0; state < reached.length; state++) {
      if (reached[state] == null) {
        continue;
      }
      if (stop.getAsBoolean()) {
        throw new java.util.concurrent.CancellationException("stopped");
      }
      int kind = states.kind(state);
      for (int from = 0; from < lastCut; from++) {
        if (has(state, from) && steps.finishes(kind, from)) {
          return backwards(state, from);
        }
      }
      for (int next : states.next(state)) {
        extend(state, next);
      }
    }
    return null;
  }

  private void set(int state, int cut) {
    if (reached[state] == null) {
      reached[state] = new long[steps.words()];
    }
    reached[state][cut >> 6] |= 1L << cut;
  }

  private boolean has(int state, int cut) {
    return (reached[state][cut >> 6] >>> cut & 1) != 0;
  }

  private void extend(int state, int next) {
    for (int word = 0; word < steps.words(); word++) {
      for (long bits = reached[state][word]; bits != 0; bits &= bits - 1) {
        int from = word * 64 + Long.numberOfTrailingZeros(bits);
        long[] ends = steps.ends(states.kind(state), states.kind(next), from);
        if (ends != null) {
          if (reached[next] == null) {
            reached[next] = new long[ends.length];
          }
          for (int i = 0; i < ends.length; i++) {
            reached[next][i] |= ends[i];
          }
        }
      }
    }
  }

  private List<Step> backwards(int lastState, int lastFrom) {
    List<Step> chain = new ArrayList<>();
    chain.add(new Step(states.kind(lastState), lastFrom, lastCut));
    int state = lastState;
    int at = lastFrom;
    while (at > 0) {
      int[] before = before(state, at);
      chain.add(new Step(states.kind(before[0]), before[1], at));
      state = before[0];
      at = before[1];
    }
    Collections.reverse(chain);
    return chain;
  }

  /** A state, and the cut where its stage begins, from which a stage at a cut was reached. */
  private int[] before(int state, int at) {
    for (int earlier = 0; earlier < state; earlier++) {
      if (reached[earlier] == null || !follows(earlier, state)) {
        continue;
      }
      for (int from = 0; from < at; from++) {
        long[] ends =
            has(earlier, from) ? steps.ends(states.kind(earlier), states.kind(state), from) : null;
        if (ends != null && (ends[at >> 6] >>> at & 1) != 0) {
          return new int[] {earlier, from};
        }
      }
    }
    throw new IllegalStateException("nothing leads to a stage that was reached");
  }

  private boolean follows(int earlier, int state) {
    for (int next : states.next(earlier)) {
      if (next == state) {
        return true;
      }
    }
    return false;
  }
}
