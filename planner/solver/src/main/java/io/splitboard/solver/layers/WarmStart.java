package io.splitboard.solver.layers;

import io.splitboard.core.Progress;
import io.splitboard.core.project.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A good assignment at once, so that something is shown while the search proves or improves it: the
 * best of all layers on one device, chain cuts, and what moving runs of layers makes of them.
 */
final class WarmStart {

  /** Usual time for moving runs of layers, ms. */
  static final long POLISH_MS = 400;

  private final LayerGraph graph;
  private final Evaluator evaluator;
  private final Progress progress;
  private final long until;
  private int[] best;
  private long value = Long.MAX_VALUE;

  private WarmStart(LayerGraph graph, Evaluator evaluator, long polishMs, Progress progress) {
    this.until = System.nanoTime() + polishMs * 1_000_000;
    this.graph = graph;
    this.evaluator = evaluator;
    this.progress = progress;
  }

  /**
   * An assignment that keeps all constraints, or null if none of the guesses does.
   *
   * @param polishMs how long to improve it at most, guesses included
   */
  static int[] find(
      LayerGraph graph,
      Evaluator evaluator,
      Objective objective,
      long polishMs,
      Progress progress) {
    WarmStart warm = new WarmStart(graph, evaluator, polishMs, progress);
    for (int[] guess : warm.guesses(objective)) {
      warm.offer(guess);
    }
    if (warm.best != null) {
      warm.shiftCuts();
      warm.polish();
    }
    return warm.best;
  }

  private List<int[]> guesses(Objective objective) {
    List<int[]> guesses = new ArrayList<>();
    for (int device = 0; device < graph.deviceCount(); device++) {
      int[] on = new int[graph.layerCount()];
      for (int layer = 0; layer < on.length; layer++) {
        on[layer] = graph.allowed(layer, device) ? device : firstAllowed(layer);
      }
      guesses.add(on);
    }
    int[] cut = new ChainCuts(graph).best(objective);
    if (cut != null) {
      guesses.add(cut);
    }
    return guesses;
  }

  private int firstAllowed(int layer) {
    int device = 0;
    while (!graph.allowed(layer, device)) {
      device++;
    }
    return device;
  }

  private boolean offer(int[] on) {
    if (!evaluator.feasible(on)) {
      return false;
    }
    long offered = evaluator.value(on);
    if (offered >= value) {
      return false;
    }
    value = offered;
    best = on.clone();
    return true;
  }

  /**
   * Where one layer and the next are on different devices, moves that cut by …, 4, 2, 1 layers
   * while that helps and time is left. There are few cuts, so this is quick for large networks.
   */
  private void shiftCuts() {
    boolean better = true;
    while (better) {
      better = false;
      for (int run = Integer.highestOneBit(graph.layerCount()); run > 0; run /= 2) {
        for (int cut = 1; cut < best.length; cut++) {
          if (best[cut - 1] == best[cut]) {
            continue;
          }
          if (over()) {
            return;
          }
          better |= offer(filled(cut, cut + run, best[cut - 1]));
          better |= best[cut - 1] != best[cut] && offer(filled(cut - run, cut, best[cut]));
        }
      }
    }
  }

  private boolean over() {
    return System.nanoTime() - until > 0 || progress.cancelled();
  }

  private int[] filled(int from, int to, int device) {
    int[] moved = best.clone();
    Arrays.fill(moved, Math.max(0, from), Math.min(to, moved.length), device);
    return moved;
  }

  /** Moves runs of 1, 2, 4, … layers to other devices while that helps and time is left. */
  private void polish() {
    boolean better = true;
    while (better) {
      better = false;
      for (int run = 1; run <= graph.layerCount(); run *= 2) {
        for (int from = 0; from < graph.layerCount(); from++) {
          for (int device = 0; device < graph.deviceCount(); device++) {
            if (over()) {
              return;
            }
            better |= offer(filled(from, from + run, device));
          }
        }
      }
    }
  }
}
