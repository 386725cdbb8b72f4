package io.splitboard.solver.pipeline;

import io.splitboard.solver.pipeline.Reach.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A search for the smallest period, between a bound and the best known: asks whether any chain
 * keeps within a period, again and again. Of the chains with the best one it takes one with the
 * least latency, so that no device has a stage for nothing.
 */
final class Narrowing {

  private static final double EXACT = 1e-9;

  private final BestChain best;
  private final PipelineModel model;
  private final StageCosts costs;
  private final Kinds kinds;
  private final Succession states;
  private final boolean proves;
  private final double gap;
  private boolean binds;

  /**
   * A search that has not begun.
   *
   * @param best what is known and is made better
   * @param states which devices may follow one another
   * @param proves whether no chain that there is escapes it
   * @param gap how near to the bound is near enough
   */
  Narrowing(
      BestChain best,
      PipelineModel model,
      StageCosts costs,
      Kinds kinds,
      Succession states,
      boolean proves,
      double gap) {
    this.best = best;
    this.model = model;
    this.costs = costs;
    this.kinds = kinds;
    this.states = states;
    this.proves = proves;
    this.gap = Math.max(EXACT, gap);
  }

  /**
   * Whether the source's port, which may carry inputs and results besides those of a stage in the
   * middle, kept a chain from its period: then nothing is proved any more.
   */
  boolean binds() {
    return binds;
  }

  void narrow() {
    tryWhole();
    if (best.plan() == null && !tryWithin(Double.MAX_VALUE)) {
      if (proves) {
        throw costs.whyNot();
      }
      return;
    }
    double lowMs = best.boundMs();
    while (best.periodMs() - lowMs > gap * best.periodMs() && !binds && !best.over()) {
      double middleMs = between(lowMs, best.periodMs());
      try {
        if (tryWithin(middleMs) || binds) {
          continue;
        }
      } catch (CancellationException e) {
        return;
      }
      if (proves) {
        best.prove(middleMs, lowMs);
      }
      lowMs = middleMs;
    }
    if (!binds && !best.over()) {
      calm();
    }
  }

  /** A factor apart, the answer is more likely near the bound, and found there sooner. */
  private static double between(double lowMs, double highMs) {
    return lowMs > 0 && highMs > 2 * lowMs ? Math.sqrt(lowMs * highMs) : (lowMs + highMs) / 2;
  }

  /** Everything on one device, if that is allowed. */
  private void tryWhole() {
    for (int kind = 0; kind < kinds.count(); kind++) {
      if (costs.furthest(kinds.device(kind), 0) == costs.lastCut()) {
        StagePlan plan = plan(List.of(new Step(kind, 0, costs.lastCut())));
        double periodMs = model.periodMs(plan);
        if (Double.isFinite(periodMs)) {
          best.offer(plan, periodMs);
        }
      }
    }
  }

  /** Whether there is a chain within a period; takes it. */
  private boolean tryWithin(double limitMs) {
    List<Step> chain =
        new Reach(new Steps(costs, kinds, limitMs), states, costs.lastCut())
            .chain(best.plan() == null ? best::cancelled : best::over);
    if (chain == null) {
      return false;
    }
    StagePlan plan = plan(chain);
    double periodMs = model.periodMs(plan);
    binds |= periodMs > limitMs * (1 + EXACT);
    return best.offer(plan, periodMs) || !binds;
  }

  /** Takes the one with the least latency among the best. */
  private void calm() {
    double limitMs = best.periodMs() * (1 + EXACT);
    List<Step> chain =
        LeastLatency.chain(costs, kinds, new Steps(costs, kinds, limitMs), states, best::over);
    StagePlan plan = chain == null ? best.plan() : plan(chain);
    double periodMs = model.periodMs(plan);
    if (periodMs <= limitMs) {
      best.take(plan, periodMs);
    }
  }

  /** With devices for kinds. */
  private StagePlan plan(List<Step> chain) {
    int[] used = new int[kinds.count()];
    List<Stage> stages = new ArrayList<>();
    for (Step step : chain) {
      int device = kinds.members().get(step.kind()).get(used[step.kind()]++);
      int from = costs.cuts().get(step.from()).position();
      int to = costs.cuts().get(step.to()).position();
      stages.add(new Stage(costs.devices().get(device), from, to));
    }
    return new StagePlan(stages);
  }
}
