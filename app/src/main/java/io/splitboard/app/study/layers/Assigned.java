package io.splitboard.app.study.layers;

import io.splitboard.core.Progress;
import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.network.Network;
import io.splitboard.core.profile.CatalogueProfile;
import io.splitboard.core.project.Constraints;
import io.splitboard.solver.SolveLimits;
import io.splitboard.solver.preload.Goal;
import io.splitboard.solver.preload.LoadingMode;
import io.splitboard.solver.preload.NetworkInstance;
import io.splitboard.solver.preload.PreloadInstance;
import io.splitboard.solver.preload.PreloadListener;
import io.splitboard.solver.preload.PreloadQuestion;
import io.splitboard.solver.preload.PreloadSolution;
import io.splitboard.solver.preload.PreloadSolver;
import io.splitboard.solver.preload.RadioEnergy;
import io.splitboard.solver.preload.SimpleAssignments;

/**
 * A network on edge, hub and cloud at scaled link rates, solved with and without pre-loading.
 *
 * @param rateFactor what all link rates are multiplied by
 * @param data the program's data
 * @param ahead the optimum with pre-loading
 * @param onArrival the optimum without
 */
record Assigned(
    double rateFactor, NetworkInstance data, PreloadSolution ahead, PreloadSolution onArrival) {

  private static final double LIMIT_SECONDS = 120;

  static Assigned solve(Network network, double rateFactor, int threads, Progress progress) {
    Cluster cluster = EdgeHubCloud.cluster(rateFactor);
    NetworkInstance data =
        NetworkInstance.of(
            network,
            cluster,
            CatalogueProfile.of(network, cluster),
            Constraints.NONE,
            RadioEnergy.NONE);
    return new Assigned(
        rateFactor,
        data,
        solve(data, LoadingMode.AHEAD, threads, progress),
        solve(data, LoadingMode.ON_ARRIVAL, threads, progress));
  }

  private static PreloadSolution solve(
      NetworkInstance data, LoadingMode mode, int threads, Progress progress) {
    progress.check();
    PreloadQuestion question =
        new PreloadQuestion(
            data.instance(), mode, Goal.LATENCY, new SolveLimits(LIMIT_SECONDS, threads, 0));
    return PreloadSolver.solve(question, PreloadListener.NONE, progress);
  }

  PreloadInstance instance() {
    return data.instance();
  }

  /** Latency of all layers on one device with pre-loading, ms. */
  double aloneMs(int device) {
    return SimpleAssignments.onDevice(instance(), LoadingMode.AHEAD, device)
        .orElseThrow()
        .latencyMs();
  }

  /** The best single device, ms. */
  double bestAloneMs() {
    double best = Double.POSITIVE_INFINITY;
    for (int device = 0; device < instance().devices().size(); device++) {
      best = Math.min(best, aloneMs(device));
    }
    return best;
  }

  /** The device of each layer by its first letter, in order. */
  String letters(PreloadSolution solution) {
    StringBuilder letters = new StringBuilder();
    for (int device : solution.schedule().deviceOf(instance().layers().size())) {
      letters.append(instance().devices().get(device).id().charAt(0));
    }
    return letters.toString();
  }
}
