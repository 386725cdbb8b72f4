package io.splitboard.core.simulation;

import java.util.List;

/** The steady rate of completions in a trace. */
final class Throughput {

  private Throughput() {}

  /**
   * Completions per second between the first and the last completion of the steady part: from the
   * end of the first quarter of the completions before the last start, since the devices are not
   * yet all at work before, to the last start, since there is less to do after. If too few requests
   * completed in that part to tell, all completions count; for a single request, its latency.
   */
  static double perSecond(List<Trace.RequestRun> requests) {
    double[] ends = requests.stream().mapToDouble(Trace.RequestRun::endMs).sorted().toArray();
    if (ends.length == 1) {
      return 1000 / positive(requests.get(0).latencyMs());
    }
    double lastStartMs =
        requests.stream().mapToDouble(Trace.RequestRun::startMs).max().orElseThrow();
    int until = 0;
    while (until < ends.length && ends[until] <= lastStartMs) {
      until++;
    }
    int from = until / 4;
    if (until - from < 2) {
      from = 0;
      until = ends.length;
    }
    return 1000 * (until - from - 1) / positive(ends[until - 1] - ends[from]);
  }

  /** Keeps rates finite where a program takes no time at all. */
  private static double positive(double ms) {
    return Math.max(ms, 1e-9);
  }
}
