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

  private static final long POLISH_NANOS = 400_000_000L;

  private final LayerGraph graph;
  private final Evaluator evaluator;
  private final Progress progress;
  private int[] best;
  private long value = Long.MAX_VALUE;

  private WarmStart(LayerGraph graph, Evaluator evaluator, Progress progress) {
    this.graph = graph;
    this.evaluator = evaluator;
    this.progress = progress;
  }

  /** An assignment that keeps all constraints, or null if none of the guesses does. */
  static int[] find(LayerGraph graph, Evaluator evaluator, Objective objective, Progress progress) {
    WarmStart warm = new WarmStart(graph, evaluator, progress);
    for (int[] guess : warm.guesses(objective)) {
      warm.offer(guess);
    }
    if (warm.best != null) {
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

  /** Moves runs of 1, 2, 4, … layers to other devices while that helps and time is left. */
  private void polish() {
    long until = System.nanoTime() + POLISH_NANOS;
    boolean better = true;
    while (better) {
      better = false;
      for (int run = 1; run <= graph.layerCount(); run *= 2) {
        for (int from = 0; from < graph.layerCount(); from++) {
          for (int device = 0; device < graph.deviceCount(); device++) {
            if (System.nanoTime() > until || progress.cancelled()) {
              return;
            }
            int[] moved = best.clone();
            Arrays.fill(moved, from, Math.min(from + run, moved.length), device);
            better |= offer(moved);
          }
        }
      }
    }
  }
}
