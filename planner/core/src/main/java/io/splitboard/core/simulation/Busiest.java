package io.splitboard.core.simulation;

import io.splitboard.core.cluster.Cluster;
import io.splitboard.core.cluster.Contention;
import io.splitboard.core.cluster.Link;
import io.splitboard.core.cluster.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The device, link or port of a simulated stream that limits how fast results can follow. */
final class Busiest {

  private Busiest() {}

  /**
   * Largest time, ms, that any of them is busy for one request. Completions that come in bursts may
   * seem to follow one another faster than that, but cannot for long.
   */
  static double perRequestMs(Trace trace, Cluster cluster) {
    Map<String, Double> busyMs = new HashMap<>();
    for (Trace.TaskRun run : trace.tasks()) {
      busyMs.merge(run.device(), run.endMs() - run.startMs(), Double::sum);
    }
    Routes routes = new Routes(cluster.links());
    for (Trace.TransferRun run : trace.transfers()) {
      Link link = routes.direct(run.from(), run.to());
      if (link != null) {
        double occupiedMs = link.occupiedMs(run.bytes());
        lanes(link, cluster.contention())
            .forEach(lane -> busyMs.merge(lane, occupiedMs, Double::sum));
      }
    }
    double longestMs = busyMs.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return longestMs / trace.requests().size();
  }

  /** What a message on a link holds while it is sent; no device id has an arrow in it. */
  private static List<String> lanes(Link link, Contention contention) {
    return contention == Contention.PER_LINK
        ? List.of(link.from() + "→" + link.to())
        : List.of(link.from() + "→", "→" + link.to());
  }
}
